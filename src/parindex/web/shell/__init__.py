"""What every screen shares: who may enter, layout, components, errors, uploads."""
