using System.Globalization;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;

namespace CustomerService.Identity.Users;

public enum InviteeProblem
{
    /// <summary>No address that mail can be sent to.</summary>
    NoAddress,

    /// <summary>The address stands there before.</summary>
    Twice,

    /// <summary>The name holds a link, or is too long.</summary>
    BadName,
}

/// <param name="Text">As it was written.</param>
/// <param name="Problem">Null: can be invited.</param>
public sealed record Invitee(string Text, string Name, string Email, InviteeProblem? Problem);

/// <summary>
/// Reads people as they are pasted from mails and tables: one a line or with commas between, bare or "Name &lt;address&gt;".
/// </summary>
public static class Invitees
{
    /// <summary>At once.</summary>
    public const int Most = 100;

    private const int NameLength = 64;
    private static readonly char[] Lines = ['\r', '\n'];
    private static readonly char[] Separators = [',', ';', '，', '；', '、', '\t'];

    public static IReadOnlyList<Invitee> Read(string text)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. text.Split(Lines, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(People).Select(Check),
        ];

        Invitee Check(string person)
        {
            if (!EmailAddresses.TryReadPerson(person, out var name, out var email))
            {
                return new Invitee(person, "", "", InviteeProblem.NoAddress);
            }

            name = name.Trim() is { Length: > 0 } given ? given : NameOf(email);
            return new Invitee(
                person,
                name,
                email,
                !seen.Add(email) ? InviteeProblem.Twice
                    : name.Length > NameLength || !PlainNameAttribute.IsPlain(name) ? InviteeProblem.BadName
                    : null
            );
        }
    }

    /// <summary>A comma may stand between people or in a name: "Li, Lei &lt;li@example.com&gt;" is one person.</summary>
    private static IEnumerable<string> People(string line)
    {
        var open = "";
        foreach (var part in line.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                open.Length > 0
                && part.Contains('<', StringComparison.Ordinal)
                && EmailAddresses.TryReadPerson($"{open}, {part}", out _, out _)
            )
            {
                yield return $"{open}, {part}";
                open = "";
            }
            else if (part.Contains('@', StringComparison.Ordinal))
            {
                if (open.Length > 0)
                {
                    yield return open;
                }

                yield return part;
                open = "";
            }
            else
            {
                open = open.Length > 0 ? $"{open}, {part}" : part;
            }
        }

        if (open.Length > 0)
        {
            yield return open;
        }
    }

    /// <summary>grace.hopper@example.com is most likely Grace Hopper.</summary>
    private static string NameOf(string email) =>
        CultureInfo.InvariantCulture.TextInfo.ToTitleCase(
            string.Join(' ', EmailAddresses.LocalPart(email).Split(['.', '_', '-', '+'], StringSplitOptions.RemoveEmptyEntries))
        );
}
