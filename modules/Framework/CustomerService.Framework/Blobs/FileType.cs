using System.Text;

namespace CustomerService.Framework.Blobs;

/// <summary>
/// A kind of file that the product takes in: pictures, documents, sound, film and plain text; nothing that runs in a
/// browser or by a double click.
/// </summary>
public sealed class FileType
{
    /// <summary>So many bytes show what a file is.</summary>
    public const int HeadLength = 4096;

    private static readonly Dictionary<string, FileType> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = new(FileKind.Png, "image/png"),
        [".jpg"] = new(FileKind.Jpeg, "image/jpeg"),
        [".jpeg"] = new(FileKind.Jpeg, "image/jpeg"),
        [".gif"] = new(FileKind.Gif, "image/gif"),
        [".webp"] = new(FileKind.Webp, "image/webp"),
        [".heic"] = new(FileKind.Mp4, "image/heic"),
        [".pdf"] = new(FileKind.Pdf, "application/pdf"),
        [".zip"] = new(FileKind.Zip, "application/zip"),
        [".docx"] = new(FileKind.Zip, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        [".xlsx"] = new(FileKind.Zip, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        [".pptx"] = new(FileKind.Zip, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        [".odt"] = new(FileKind.Zip, "application/vnd.oasis.opendocument.text"),
        [".ods"] = new(FileKind.Zip, "application/vnd.oasis.opendocument.spreadsheet"),
        [".doc"] = new(FileKind.Ole, "application/msword"),
        [".xls"] = new(FileKind.Ole, "application/vnd.ms-excel"),
        [".ppt"] = new(FileKind.Ole, "application/vnd.ms-powerpoint"),
        [".txt"] = new(FileKind.Text, "text/plain"),
        [".log"] = new(FileKind.Text, "text/plain"),
        [".csv"] = new(FileKind.Text, "text/csv"),
        [".mp4"] = new(FileKind.Mp4, "video/mp4"),
        [".mov"] = new(FileKind.Mp4, "video/quicktime"),
        [".m4a"] = new(FileKind.Mp4, "audio/mp4"),
        [".mp3"] = new(FileKind.Mp3, "audio/mpeg"),
        [".wav"] = new(FileKind.Wav, "audio/wav"),
    };

    private readonly FileKind _kind;

    private FileType(FileKind kind, string contentType) => (_kind, ContentType) = (kind, contentType);

    public string ContentType { get; }

    /// <summary>A picture that every browser shows.</summary>
    public bool IsPicture => _kind is FileKind.Png or FileKind.Jpeg or FileKind.Gif or FileKind.Webp;

    /// <returns>null: files with such a name are not taken, whatever is in them.</returns>
    public static FileType? Find(string fileName) => Allowed.GetValueOrDefault(Path.GetExtension(fileName));

    /// <summary>Whether the content is what the name says, and what its sender says where that says anything.</summary>
    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all.</param>
    public bool Fits(ReadOnlySpan<byte> head, string claimedContentType) =>
        KindOf(head) == _kind && !ContradictsClaim(claimedContentType, ContentType);

    private static FileKind KindOf(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => FileKind.Png,
            [0xFF, 0xD8, 0xFF, ..] => FileKind.Jpeg,
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => FileKind.Gif,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => FileKind.Webp,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => FileKind.Wav,
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => FileKind.Pdf,
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => FileKind.Zip,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => FileKind.Ole,
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => FileKind.Mp4,
            [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..] => FileKind.Mp3,
            [(byte)'M', (byte)'Z', ..] or [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [(byte)'#', (byte)'!', ..] => FileKind.Unknown,
            _ when LooksLikeMarkup(head) => FileKind.Unknown,
            _ => head.Contains((byte)0) ? FileKind.Unknown : FileKind.Text,
        };

    /// <summary>A browser that guesses would run these, whatever the name.</summary>
    private static bool LooksLikeMarkup(ReadOnlySpan<byte> head)
    {
        var start = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return new[] { "<!doctype", "<html", "<script", "<svg", "<?xml", "<head", "<body", "<iframe", "<?php", "<!--" }.Any(tag =>
                start.StartsWith(tag, StringComparison.OrdinalIgnoreCase)
            ) || start.Contains("<script", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A claim of another family (a picture that is a PDF) is a lie or an accident; unspecific claims say nothing.</summary>
    private static bool ContradictsClaim(string claimed, string actual)
    {
        var claim = claimed.Split(';')[0].Trim().ToLowerInvariant();
        if (claim.Length == 0 || claim is "application/octet-stream" or "binary/octet-stream")
        {
            return false;
        }

        var (claimFamily, family) = (claim.Split('/')[0], actual.Split('/')[0]);
        return claim is "text/html" or "image/svg+xml" or "application/xhtml+xml" or "text/javascript" or "application/javascript"
            || (
                claimFamily != family
                && (claimFamily is "image" or "video" or "audio")
                && !(family is "video" or "audio" && claimFamily is "video" or "audio")
            )
            || (family == "image" && claimFamily is not "image");
    }

    private enum FileKind
    {
        Unknown,
        Png,
        Jpeg,
        Gif,
        Webp,
        Pdf,
        Zip,
        Ole,
        Text,
        Mp4,
        Mp3,
        Wav,
    }
}
