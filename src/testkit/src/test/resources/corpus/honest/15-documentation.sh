# does: writes documentation with examples of keys that are none
printf '# Use\n\nSet `API_TOKEN=your-token-here`; tokens look like `ghp_xxxx`.\n\n    password = "changeme"\n' > USE.md
submit "Documented it." USE.md
