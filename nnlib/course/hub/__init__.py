"""A JupyterHub for a class: the configuration to start from."""
