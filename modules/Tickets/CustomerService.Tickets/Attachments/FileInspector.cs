using System.Text;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Attachments;

/// <param name="Head">The bytes already read; the rest follows in <paramref name="Rest"/>.</param>
internal sealed record CheckedFile(string FileName, string ContentType, byte[] Head, Stream Rest);

/// <summary>Lets in pictures, documents, sound, film and plain text whose content is what the name says; nothing that runs in a browser or by a double click.</summary>
internal static class FileInspector
{
    /// <summary>So many bytes show what a file is.</summary>
    public const int HeadLength = 4096;

    private static readonly Dictionary<string, (FileKind Kind, string ContentType)> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = (FileKind.Png, "image/png"),
        [".jpg"] = (FileKind.Jpeg, "image/jpeg"),
        [".jpeg"] = (FileKind.Jpeg, "image/jpeg"),
        [".gif"] = (FileKind.Gif, "image/gif"),
        [".webp"] = (FileKind.Webp, "image/webp"),
        [".heic"] = (FileKind.Mp4, "image/heic"),
        [".pdf"] = (FileKind.Pdf, "application/pdf"),
        [".zip"] = (FileKind.Zip, "application/zip"),
        [".docx"] = (FileKind.Zip, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        [".xlsx"] = (FileKind.Zip, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        [".pptx"] = (FileKind.Zip, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        [".odt"] = (FileKind.Zip, "application/vnd.oasis.opendocument.text"),
        [".ods"] = (FileKind.Zip, "application/vnd.oasis.opendocument.spreadsheet"),
        [".doc"] = (FileKind.Ole, "application/msword"),
        [".xls"] = (FileKind.Ole, "application/vnd.ms-excel"),
        [".ppt"] = (FileKind.Ole, "application/vnd.ms-powerpoint"),
        [".txt"] = (FileKind.Text, "text/plain"),
        [".log"] = (FileKind.Text, "text/plain"),
        [".csv"] = (FileKind.Text, "text/csv"),
        [".mp4"] = (FileKind.Mp4, "video/mp4"),
        [".mov"] = (FileKind.Mp4, "video/quicktime"),
        [".m4a"] = (FileKind.Mp4, "audio/mp4"),
        [".mp3"] = (FileKind.Mp3, "audio/mpeg"),
        [".wav"] = (FileKind.Wav, "audio/wav"),
    };

    /// <exception cref="BusinessException">Empty, of a kind that is not taken, or not what its name or its sender says.</exception>
    public static async Task<CheckedFile> CheckAsync(FileUpload file, CancellationToken cancellationToken)
    {
        var (name, expected) = CheckName(file.FileName);
        var head = await ReadHeadAsync(file.Content, cancellationToken);
        if (head.Length == 0)
        {
            throw Problem(TicketErrorCodes.FileEmpty, name);
        }

        if (KindOf(head) != expected.Kind || ContradictsClaim(file.ContentType, expected.ContentType))
        {
            throw Problem(TicketErrorCodes.FileNotWhatItSays, name);
        }

        return new CheckedFile(name, expected.ContentType, head, file.Content);
    }

    /// <exception cref="BusinessException">Files with such a name are not taken, whatever is in them.</exception>
    public static (string Name, (FileKind Kind, string ContentType) Expected) CheckName(string fileName)
    {
        var name = CleanName(fileName);
        return Allowed.TryGetValue(Path.GetExtension(name), out var expected) ? (name, expected) : throw Problem(TicketErrorCodes.FileNotAllowed, name);
    }

    /// <summary>The name without its path, without characters that trick file systems, headers or eyes.</summary>
    public static string CleanName(string name)
    {
        var last = TextCleaner.CleanLine(name.Split('/', '\\')[^1]);
        var safe = string.Concat(last.Where(c => !"<>:\"|?*;%".Contains(c, StringComparison.Ordinal))).Trim(' ', '.').Normalize(NormalizationForm.FormC);
        var extension = Path.GetExtension(safe);
        var stem = Path.GetFileNameWithoutExtension(safe).TrimEnd(' ', '.');
        var room = TicketLimits.FileName - Math.Min(extension.Length, 12);
        stem = stem.Length > room ? stem[..room] : stem;
        return (stem.Length == 0 ? "file" : stem) + extension;
    }

    internal static FileKind KindOf(ReadOnlySpan<byte> head) => head switch
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
        return new[] { "<!doctype", "<html", "<script", "<svg", "<?xml", "<head", "<body", "<iframe", "<?php", "<!--" }.Any(tag => start.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
            || start.Contains("<script", StringComparison.OrdinalIgnoreCase);
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
            || (claimFamily != family && (claimFamily is "image" or "video" or "audio") && !(family is "video" or "audio" && claimFamily is "video" or "audio"))
            || (family == "image" && claimFamily is not "image");
    }

    private static async Task<byte[]> ReadHeadAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[HeadLength];
        var length = await content.ReadAtLeastAsync(buffer, HeadLength, false, cancellationToken);
        return buffer[..length];
    }

    private static BusinessException Problem(string code, string name) => new BusinessException(code).WithData("File", name);
}

internal enum FileKind
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
