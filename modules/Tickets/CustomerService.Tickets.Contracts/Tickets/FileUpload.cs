using System.ComponentModel.DataAnnotations;

namespace CustomerService.Tickets.Tickets;

/// <summary>A file on its way in. Name and type are the sender's claims; the content is looked at.</summary>
public sealed class FileUpload
{
    [Required, StringLength(1000)]
    public string FileName { get; set; } = "";

    [StringLength(200)]
    public string ContentType { get; set; } = "";

    [Required]
    public Stream Content { get; set; } = Stream.Null;

    /// <summary>Key of the form's attachment field that asked for it, if any.</summary>
    [StringLength(60)]
    public string? FieldKey { get; set; }
}

/// <param name="Threat">What the scanner found in it: the file is gone, and cannot be opened. Null: nothing.</param>
public sealed record AttachmentDto(Guid Id, string FileName, string ContentType, long Size, string? Threat = null)
{
    /// <summary>Download address on the tenant's host; who may open it is checked there.</summary>
    public string Url => $"/files/{Id}";

    /// <summary>By its content, not by its name: shown where it is said.</summary>
    public bool IsPicture => ContentType.StartsWith("image/", StringComparison.Ordinal);
}

/// <param name="Content">To be disposed by whoever asked.</param>
public sealed record AttachmentContent(string FileName, string ContentType, Stream Content);
