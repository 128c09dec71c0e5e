"""The training doctor: it reads a finished run and asks you one question. Lesson 07."""

from .doctor import Finding, diagnose

__all__ = ["Finding", "diagnose"]
