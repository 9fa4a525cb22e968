"""How every form is drawn: the CMS Design System's markup from `templates/forms/`."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Fields and errors from the project's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
