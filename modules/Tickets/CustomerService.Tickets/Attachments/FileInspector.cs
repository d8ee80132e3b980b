using System.Text;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Attachments;

/// <param name="Head">The bytes already read; the rest follows in <paramref name="Rest"/>.</param>
internal sealed record CheckedFile(string FileName, string ContentType, byte[] Head, Stream Rest);

/// <summary>Lets in the kinds of <see cref="FileType"/> whose content is what the name promises.</summary>
internal static class FileInspector
{
    /// <exception cref="BusinessException">Empty, of a kind that is not taken, or not what its name or its sender says.</exception>
    public static async Task<CheckedFile> CheckAsync(FileUpload file, CancellationToken cancellationToken)
    {
        var (name, expected) = CheckName(file.FileName);
        var head = await ReadHeadAsync(file.Content, cancellationToken);
        if (head.Length == 0)
        {
            throw Problem(TicketErrorCodes.FileEmpty, name);
        }

        var type = expected.Recognize(head, file.ContentType) ?? throw Problem(TicketErrorCodes.FileNotWhatItSays, name);
        return new CheckedFile(name, type.ContentType, head, file.Content);
    }

    /// <exception cref="BusinessException">Files with such a name are not taken, whatever is in them.</exception>
    public static (string Name, FileType Expected) CheckName(string fileName)
    {
        var name = CleanName(fileName);
        return FileType.Find(name) is { } expected ? (name, expected) : throw Problem(TicketErrorCodes.FileNotAllowed, name);
    }

    /// <summary>The name without its path, without characters that trick file systems, headers or eyes.</summary>
    public static string CleanName(string name)
    {
        var last = TextCleaner.CleanLine(name.Split('/', '\\')[^1]);
        var safe = string.Concat(last.Where(c => !"<>:\"|?*;%".Contains(c, StringComparison.Ordinal))).Trim(' ', '.');
        safe = WellFormed.Normalize(safe, NormalizationForm.FormC);
        var extension = Path.GetExtension(safe);
        var stem = Path.GetFileNameWithoutExtension(safe).TrimEnd(' ', '.');
        var room = TicketLimits.FileName - Math.Min(extension.Length, 12);
        stem = WellFormed.Cut(stem, room);
        return (stem.Length == 0 ? "file" : stem) + extension;
    }

    private static async Task<byte[]> ReadHeadAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[FileType.HeadLength];
        var length = await content.ReadAtLeastAsync(buffer, FileType.HeadLength, false, cancellationToken);
        return buffer[..length];
    }

    private static BusinessException Problem(string code, string name) => new BusinessException(code).WithData("File", name);
}
