using System.Text;
using System.Text.RegularExpressions;
using CustomerService.Framework.Texts;

namespace CustomerService.Framework.Blobs;

/// <summary>What the first bytes of a file show it to be.</summary>
internal sealed partial class FileContent
{
    /// <summary>Readers of PDF look for its mark this far.</summary>
    private const int PdfMarkWithin = 1024;

    private readonly Func<byte[], bool> _isIn;

    private FileContent(Func<byte[], bool> isIn) => _isIn = isIn;

    public static FileContent Png { get; } = new(head => head is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..]);

    public static FileContent Jpeg { get; } = new(head => head is [0xFF, 0xD8, 0xFF, ..]);

    public static FileContent Gif { get; } =
        new(head => head is [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..]);

    public static FileContent Webp { get; } = new(head => IsRiff(head, "WEBP"u8));

    public static FileContent Wav { get; } = new(head => IsRiff(head, "WAVE"u8));

    public static FileContent Heif { get; } = new(head => IsBoxed(head) && IsHeif(head));

    public static FileContent Mp4 { get; } = new(head => IsBoxed(head) && !IsHeif(head));

    public static FileContent Mp3 { get; } = new(head => head is [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..]);

    public static FileContent Zip { get; } = new(head => head is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..]);

    public static FileContent Ole { get; } = new(head => head is [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..]);

    /// <summary>With whatever stands before the mark, as readers take it, unless that would run elsewhere.</summary>
    public static FileContent Pdf { get; } =
        new(head => !IsProgram(head) && !IsMarkup(head) && head.AsSpan(0, Math.Min(head.Length, PdfMarkWithin)).IndexOf("%PDF-"u8) >= 0);

    /// <summary>In any encoding: no zero bytes but those of UTF-16 and those that a program has reserved at a log's end.</summary>
    public static FileContent Text { get; } = new(head => !IsProgram(head) && !IsMarkup(head) && !IsOther(head) && IsText(head));

    /// <summary>A message begins with its header; what follows may be HTML.</summary>
    public static FileContent Mail { get; } = new(head => IsText(head) && MailHeader().IsMatch(Read(head)));

    public bool IsIn(ReadOnlySpan<byte> head) => _isIn(head.ToArray());

    private static bool IsRiff(byte[] head, ReadOnlySpan<byte> form) =>
        head.Length >= 12 && head.AsSpan(0, 4).SequenceEqual("RIFF"u8) && head.AsSpan(8, 4).SequenceEqual(form);

    private static bool IsBoxed(byte[] head) => head.Length >= 12 && head.AsSpan(4, 4).SequenceEqual("ftyp"u8);

    private static bool IsHeif(byte[] head) =>
        Encoding.ASCII.GetString(head, 8, 4) is "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" or "avif";

    private static bool IsOther(byte[] head) => new[] { Png, Jpeg, Gif, Webp, Wav, Heif, Mp4, Mp3, Zip, Ole }.Any(c => c._isIn(head));

    private static bool IsProgram(byte[] head) =>
        head is [(byte)'M', (byte)'Z', ..] or [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [(byte)'#', (byte)'!', ..];

    private static bool IsText(byte[] head) => !head.AsSpan().TrimEnd((byte)0).Contains((byte)0) || IsUnicode(head);

    private static bool IsUnicode(byte[] head) =>
        TextEncodings.Detect(head) is { } found
        && found.CodePage != Encoding.UTF8.CodePage
        && found.GetString(head).TrimEnd('\0').All(c => !char.IsControl(c) || char.IsWhiteSpace(c));

    private static string Read(byte[] head) => (TextEncodings.Detect(head) ?? Encoding.Latin1).GetString(head);

    /// <summary>A browser that guesses would run these, whatever the name.</summary>
    private static bool IsMarkup(byte[] head)
    {
        var text = Read(head);
        return text.Contains("<script", StringComparison.OrdinalIgnoreCase) || Markup().IsMatch(text);
    }

    [GeneratedRegex(
        @"^[\uFEFF\s\0]*<(?:!doctype|html|script|svg|\?xml|head|body|iframe|\?php|!--)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Markup();

    [GeneratedRegex(@"^\uFEFF?\s*(?:From |[A-Za-z][A-Za-z0-9-]*:)[^<\r\n]*", RegexOptions.CultureInvariant)]
    private static partial Regex MailHeader();
}
