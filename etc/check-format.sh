#!/usr/bin/env bash
# The way the code is written: CSharpier decides where lines break, .editorconfig the style, and no line is longer than
# 140 characters. `dotnet csharpier format .` and `dotnet format style --diagnostics IDE0005 --severity info` mend
# what they find.
set -uo pipefail
cd "$(dirname "$0")/.."
# Kinds of files whose lines are measured.
measured=('*.cs' '*.razor')
limit=140

dotnet tool restore >/dev/null || exit 1
failed=0
dotnet csharpier check . || failed=1
# What analyzers find fails the build already, except usings that nothing needs: the compiler tells of those only beside XML documentation.
dotnet format style --verify-no-changes --no-restore --diagnostics IDE0005 --severity info || failed=1
long="$(git ls-files -z -- "${measured[@]}" ':!**/Migrations/*' \
  | LC_ALL=C.UTF-8 xargs -0 grep -nHE "^.{$((limit + 1)),}" | cut -c1-160)"
if [ -n "$long" ]; then
  echo "Lines of more than $limit characters:"
  echo "$long"
  failed=1
fi
exit $failed
