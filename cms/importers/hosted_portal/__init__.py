"""A GBIF hosted portal, that is a Jekyll repository of Markdown and YAML, into Wagtail pages.

Reading needs no database and never fails on an irregularity: it reports it, by file and line
(`report`). Only a folder that is no portal or YAML that nobody can parse stops it (`errors`).
Writing happens in one transaction and is safe to repeat.
"""
