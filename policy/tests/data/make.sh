#!/usr/bin/env bash
# Makes the certificates and keys of the tests anew, with OpenSSL 3. All of it is for tests only: the
# private keys are public, and nothing may ever trust them.
set -euo pipefail
cd "$(dirname "$0")"
rm -f ./*.pem
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export OPENSSL_CONF="$scratch/openssl.cnf" SCRATCH="$scratch"

cat > "$OPENSSL_CONF" <<'END'
[ca]
default_ca = tests
[tests]
database = $ENV::SCRATCH/index
serial = $ENV::SCRATCH/serial
new_certs_dir = $ENV::SCRATCH
policy = any
default_md = sha256
unique_subject = no
[any]
commonName = optional
[req]
distinguished_name = name
[name]
[both]
subjectAltName = DNS:deis.example.com, DNS:*.example.com
[host]
subjectAltName = DNS:deis.example.com
[wildcard]
subjectAltName = DNS:*.example.com
[elsewhere]
subjectAltName = DNS:deis.example.org, DNS:*.example.org, DNS:example.com, DNS:*.deis.example.com
[drycc]
subjectAltName = DNS:drycc.example.com
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[plain]
basicConstraints = CA:FALSE
END
touch "$scratch/index"
echo 01 > "$scratch/serial"

# sign NAME KEY EXTENSIONS SUBJECT [OPTIONS]: by the intermediate, unless the options say otherwise
sign() {
    local name=$1 key=$2 extensions=$3 subject=$4
    shift 4
    local by=(-cert intermediate.pem -keyfile "$scratch/intermediate-key")
    if [[ ${1:-} == -selfsign ]]; then by=(-selfsign -keyfile "$key"); shift; fi
    if [[ ${1:-} == -root ]]; then by=(-cert root.pem -keyfile "$scratch/root-key"); shift; fi
    openssl req -new -key "$key" -subj "$subject" -out "$scratch/request"
    openssl ca -batch -notext -in "$scratch/request" "${by[@]}" -startdate 20260101000000Z \
        -enddate 20270101000000Z -extensions "$extensions" -out "$name" "$@" 2> "$scratch/log" \
        || { cat "$scratch/log"; exit 1; }
}

for key in "$scratch/root-key" "$scratch/intermediate-key"; do
    openssl ecparam -name prime256v1 -genkey -noout -out "$key"
done
openssl ecparam -name prime256v1 -genkey -out ec-key.pem
openssl ec -in ec-key.pem -out ec-bare-key.pem 2> /dev/null
openssl pkcs8 -topk8 -nocrypt -in ec-key.pem -out ec-pkcs8-key.pem
openssl ec -in ec-key.pem -no_public -out ec-no-public-key.pem 2> /dev/null
openssl ecparam -name prime256v1 -genkey -noout -out other-key.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa-key.pem
openssl rsa -traditional -in rsa-key.pem -out rsa-pkcs1-key.pem 2> /dev/null
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa1024-key.pem
openssl pkcs8 -topk8 -passout pass:tests -in ec-key.pem -out encrypted-key.pem

sign root.pem "$scratch/root-key" authority '/CN=Tests Root' -selfsign
sign intermediate.pem "$scratch/intermediate-key" authority '/CN=Tests Intermediate' -root
sign rsa.pem rsa-key.pem both /CN=deis.example.com
sign rsa1024.pem rsa1024-key.pem both /CN=deis.example.com
sign ec.pem ec-key.pem both /CN=deis.example.com
sign sha1.pem ec-key.pem both /CN=deis.example.com -md sha1
sign self-signed.pem ec-key.pem both /CN=deis.example.com -selfsign
sign common-name.pem ec-key.pem plain /CN=deis.example.com
sign host.pem ec-key.pem host /CN=deis.example.com
sign wildcard.pem ec-key.pem wildcard '/CN=*.example.com'
sign elsewhere.pem ec-key.pem elsewhere /CN=deis.example.com
sign drycc.pem ec-key.pem drycc /CN=drycc.example.com
