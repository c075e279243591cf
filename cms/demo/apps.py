"""The app of the demonstration portal; it has no models."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "cms.demo"
    label = "demo"
    verbose_name = "Demonstration portal"
