namespace CustomerService.Framework.Blobs;

/// <summary>
/// A kind of file that the product takes in: pictures, documents, mails, sound, film and plain text; nothing that runs in
/// a browser or by a double click.
/// </summary>
public sealed class FileType
{
    /// <summary>So many bytes show what a file is.</summary>
    public const int HeadLength = 4096;

    private static readonly FileContent[] Pictures =
    [
        FileContent.Png,
        FileContent.Jpeg,
        FileContent.Gif,
        FileContent.Webp,
        FileContent.Heif,
    ];

    /// <summary>A password makes another container of it.</summary>
    private static readonly FileContent[] OfficeXml = [FileContent.Zip, FileContent.Ole];

    /// <summary>The old formats; programs also write the new ones, or rich text, under the old names.</summary>
    private static readonly FileContent[] OfficeOld = [FileContent.Ole, FileContent.Zip, FileContent.Text];

    private static readonly Dictionary<string, FileType> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = new("image/png", Pictures),
        [".jpg"] = new("image/jpeg", Pictures),
        [".jpeg"] = new("image/jpeg", Pictures),
        [".jpe"] = new("image/jpeg", Pictures),
        [".jfif"] = new("image/jpeg", Pictures),
        [".gif"] = new("image/gif", Pictures),
        [".webp"] = new("image/webp", Pictures),
        [".heic"] = new("image/heic", Pictures),
        [".heif"] = new("image/heif", Pictures),
        [".pdf"] = new("application/pdf", FileContent.Pdf),
        [".zip"] = new("application/zip", FileContent.Zip),
        [".docx"] = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", OfficeXml),
        [".xlsx"] = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", OfficeXml),
        [".pptx"] = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", OfficeXml),
        [".odt"] = new("application/vnd.oasis.opendocument.text", OfficeXml),
        [".ods"] = new("application/vnd.oasis.opendocument.spreadsheet", OfficeXml),
        [".doc"] = new("application/msword", OfficeOld),
        [".xls"] = new("application/vnd.ms-excel", OfficeOld),
        [".ppt"] = new("application/vnd.ms-powerpoint", OfficeOld),
        [".msg"] = new("application/vnd.ms-outlook", FileContent.Ole),
        [".eml"] = new("message/rfc822", FileContent.Mail),
        [".txt"] = new("text/plain", FileContent.Text),
        [".log"] = new("text/plain", FileContent.Text),
        [".csv"] = new("text/csv", FileContent.Text),
        [".mp4"] = new("video/mp4", FileContent.Mp4),
        [".mov"] = new("video/quicktime", FileContent.Mp4),
        [".m4a"] = new("audio/mp4", FileContent.Mp4),
        [".mp3"] = new("audio/mpeg", FileContent.Mp3),
        [".wav"] = new("audio/wav", FileContent.Wav),
    };

    /// <summary>A picture is what it is: cameras and messengers give it whatever name.</summary>
    private static readonly Dictionary<FileContent, FileType> ByPicture = new()
    {
        [FileContent.Png] = Allowed[".png"],
        [FileContent.Jpeg] = Allowed[".jpg"],
        [FileContent.Gif] = Allowed[".gif"],
        [FileContent.Webp] = Allowed[".webp"],
        [FileContent.Heif] = Allowed[".heif"],
    };

    private readonly FileContent[] _contents;

    private FileType(string contentType, params FileContent[] contents) => (ContentType, _contents) = (contentType, contents);

    public string ContentType { get; }

    /// <summary>A picture that every browser shows. Ask the type that <see cref="Recognize"/> returns.</summary>
    public bool IsPicture => ContentType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    /// <returns>null: files with such a name are not taken, whatever is in them.</returns>
    public static FileType? Find(string fileName) => Allowed.GetValueOrDefault(Path.GetExtension(fileName));

    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all.</param>
    /// <returns>
    /// What the content is. null: not what the name promises, or what its sender says, where that says anything.
    /// </returns>
    public FileType? Recognize(ReadOnlySpan<byte> head, string claimedContentType)
    {
        foreach (var content in _contents)
        {
            if (content.IsIn(head) && !ContradictsClaim(claimedContentType, ContentType))
            {
                return ContentType is "image/heic" && content == FileContent.Heif ? this : ByPicture.GetValueOrDefault(content, this);
            }
        }

        return null;
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
}
