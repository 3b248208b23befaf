"""The roof: settings, addresses, the made-up town and the commands. Imports everything, is imported by nobody."""
