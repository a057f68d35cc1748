#!/bin/sh
# dehydrated's hook (docs/operator/brands.md): a certificate that was issued goes to the node, which checks and keeps it.
# PRATIQUE_CONFIG: the node's configuration file.
set -eu
case "${1:-}" in
  deploy_cert)  # DOMAIN KEYFILE CERTFILE FULLCHAINFILE …
    cat "$3" "$5" | "${PRATIQUE_NODE:-pratique-node}" --config "${PRATIQUE_CONFIG:-/etc/pratique/node.toml}" certificate put "$2"
    ;;
esac
