"""The shell of every page: navigation, forms, the admin's pages, front-end assets."""
