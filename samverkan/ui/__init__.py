"""The look: base page, theme, components, forms and template tags. No tables."""
