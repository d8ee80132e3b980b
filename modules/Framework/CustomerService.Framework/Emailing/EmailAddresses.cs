using System.Globalization;
using System.Text;
using CustomerService.Framework.Texts;
using MimeKit;

namespace CustomerService.Framework.Emailing;

/// <summary>
/// The one place that knows what an address is that mail can be sent to: for forms, API, import, people and outgoing mail alike.
/// A single bare address; names, lists, comments, quoted local parts and addresses of machines are none.
/// </summary>
public static class EmailAddresses
{
    /// <summary>As long as a mail server takes one (RFC 5321).</summary>
    public const int MaxLength = 254;

    /// <summary>Where the made-up people of sample tickets have their addresses; nothing is mailed there.</summary>
    public const string SampleDomain = "sample.example";

    /// <summary>Stands in place of somebody's address who was erased; a name that nobody can have (RFC 2606).</summary>
    private const string Nobodys = "@erased.invalid";

    private const int MaxLocalLength = 64;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    /// <summary>In place of the address of somebody who was erased.</summary>
    public static string NobodysFor(Guid id) => $"{id:N}{Nobodys}";

    /// <summary>Nothing is to be sent there.</summary>
    public static bool IsNobodys(string address) => address.EndsWith(Nobodys, StringComparison.OrdinalIgnoreCase);

    /// <param name="address">
    /// As it is kept and sent to: without blanks or invisible characters around it, in one width, the domain in ASCII. Letters keep their
    /// case.
    /// </param>
    public static bool TryNormalize(string? text, out string address)
    {
        address = "";
        var trimmed = Trim(text ?? "");
        var typed = WellFormed.Normalize(trimmed, NormalizationForm.FormKC);
        var at = typed.LastIndexOf('@');
        if (
            at is < 1 or > MaxLocalLength
            || trimmed.Any(IsNothing)
            || typed.Any(IsNothing)
            || !TryDomain(typed[(at + 1)..], out var domain)
        )
        {
            return false;
        }

        var candidate = $"{typed[..at]}@{domain}";
        if (
            candidate.Length > MaxLength
            || !candidate.All(char.IsAscii)
            || candidate.Contains('"', StringComparison.Ordinal)
            || !MailboxAddress.TryParse(Strict, candidate, out var mailbox)
            || mailbox.GetAddress(idnEncode: true) != candidate
        )
        {
            return false;
        }

        address = candidate;
        return true;
    }

    /// <returns>The address as it is kept.</returns>
    /// <exception cref="FormatException">Mail cannot be sent there.</exception>
    public static string Normalize(string text) =>
        TryNormalize(text, out var address) ? address : throw new FormatException("Mail cannot be sent to this address.");

    /// <summary>"Li Lei &lt;li@example.com&gt;" or a bare address, as lists and imports write one person.</summary>
    public static bool TryReadPerson(string? text, out string name, out string address)
    {
        if (TryNormalize(text, out address))
        {
            name = "";
            return true;
        }

        (name, address) = ("", "");
        var typed = Trim(text ?? "");
        if (
            !(
                MailboxAddress.TryParse(Strict, typed, out var mailbox)
                || MailboxAddress.TryParse(Strict, WithQuotedName(typed), out mailbox)
            ) || !TryNormalize(mailbox.Address, out address)
        )
        {
            return false;
        }

        name = mailbox.Name ?? "";
        return true;
    }

    /// <summary>"Li, Lei &lt;li@example.com&gt;": a comma in a name is no list, as long as only one address stands there.</summary>
    private static string WithQuotedName(string person)
    {
        var open = person.IndexOf('<', StringComparison.Ordinal);
        var name = open > 0 ? person[..open].Trim() : "";
        return name.Length == 0 || name.AsSpan().ContainsAny("@\"\\;") ? person : $"\"{name}\" {person[open..]}";
    }

    /// <summary>What stands before the sign: the name of somebody who gave none.</summary>
    public static string LocalPart(string address) => address.Split('@')[0];

    /// <summary>A dotted name that DNS can hold. Whoever writes an address of digits means a machine, not a mailbox.</summary>
    private static bool TryDomain(string text, out string domain)
    {
        domain = "";
        try
        {
            domain = text.Contains('。', StringComparison.Ordinal) ? Idn.GetAscii(text.Replace('。', '.')) : Idn.GetAscii(text);
        }
        catch (ArgumentException)
        {
            return false;
        }

        var labels = domain.Split('.');
        return labels.Length > 1 && labels.All(l => l is [not '-', .., not '-'] or [not '-']) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsNothing(text[start]))
        {
            start++;
        }

        while (end > start && IsNothing(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Comes along when an address is copied from a page or a table.</summary>
    private static bool IsNothing(char c) =>
        char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;
}
