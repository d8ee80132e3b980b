using System.Security.Cryptography;

namespace CustomerService.Notifications.Mail;

/// <summary>The code that each mail carries: short enough to be read aloud, too many to be guessed.</summary>
internal static class MailCode
{
    private const int Length = 10;

    /// <summary>Without letters and digits that look alike.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As it is printed: two halves.</summary>
    public static string Grouped(string code) => code.Insert(Length / 2, "-");

    /// <returns>null when this is something else than a code: an address, a host name.</returns>
    public static string? Read(string typed)
    {
        var code = new string([.. typed.ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c != '-')]);
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }
}
