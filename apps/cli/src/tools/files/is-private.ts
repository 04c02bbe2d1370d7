/**
 * Whether a path (with forward slashes) looks as if it held secrets: environment files, private keys, tokens of tools, the inside of
 * a repository's `.git`. What a tool reads goes to a model, which may be far away.
 */
export function isPrivate(path: string): boolean {
  return path.split('/').some((part) => privateNames.test(part))
}

const privateNames =
  /^(\.env(\.(?!example$|sample$|template$).*)?|\.envrc|\.git|\.ssh|\.aws|\.gnupg|\.npmrc|\.netrc|\.pypirc|\.git-credentials|\.htpasswd|id_(rsa|dsa|ecdsa|ed25519)|.*\.(pem|key|p12|pfx|jks|keystore|kdbx)|credentials(\.json)?)$/i
