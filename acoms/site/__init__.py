"""The shell of every page: navigation, forms, compression, the admin's pages, front-end assets."""
