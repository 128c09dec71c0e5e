"""A JupyterHub for a class: the configuration to start from.

JupyterHub reads jupyterhub_config.py in an environment of its own; nothing imports it.
Begin with its first lines, and with lessons/INSTRUCTORS.md.
"""
