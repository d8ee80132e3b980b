using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Portal.Uploads;

/// <summary>
/// Files of a form that is still being filled in. They come in pieces, so that a cut connection costs one piece, and wait for
/// <see cref="TicketLimits.UploadLifetime"/> until the form is sent. Only the visitor who brought them finds them.
/// </summary>
public interface IPortalUploadAppService : IApplicationService
{
    /// <summary>
    /// Says what is coming. Refused at once when the name or the size could never be taken, or when too much is waiting
    /// already.
    /// </summary>
    Task<PortalUploadDto> BeginAsync(BeginUploadInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// The next piece. The first one shows what the file is; a file that is not what its name says is refused then, and
    /// forgotten.
    /// </summary>
    /// <exception cref="Framework.Errors.BusinessException">A conflict when <see cref="AppendUploadInput.Offset"/> is
    /// not where the last piece ended: ask with <see cref="GetAsync"/> and go on from there.</exception>
    Task<PortalUploadDto> AppendAsync(AppendUploadInput input, CancellationToken cancellationToken = default);

    /// <summary>A whole file of a form that was sent without script and came back with problems.</summary>
    Task<PortalUploadDto> KeepAsync(UploadVisitor visitor, FileUpload file, CancellationToken cancellationToken = default);

    /// <summary>Those of the ids that are there and the visitor's own, in the order asked for.</summary>
    Task<IReadOnlyList<PortalUploadDto>> GetAsync(
        UploadVisitor visitor,
        IReadOnlyList<Guid> ids,
        CancellationToken cancellationToken = default
    );

    Task RemoveAsync(UploadVisitor visitor, Guid id, CancellationToken cancellationToken = default);
}

/// <summary>Who brings files before anybody has signed in.</summary>
/// <param name="Secret">What only this visitor's browser has; stored as a hash.</param>
/// <param name="Network">His network address, for the limit that a new cookie does not lift; stored as a hash.</param>
public sealed record UploadVisitor(string Secret, string Network);

/// <param name="Received">How many bytes are here; the next piece begins there.</param>
public sealed record PortalUploadDto(Guid Id, string FileName, long Size, long Received)
{
    public bool IsComplete => Received == Size;
}

public sealed class BeginUploadInput
{
    [Required]
    public UploadVisitor Visitor { get; set; } = null!;

    [Required, StringLength(1000)]
    public string FileName { get; set; } = "";

    [StringLength(200)]
    public string ContentType { get; set; } = "";

    /// <summary>Of the whole file.</summary>
    public long Size { get; set; }
}

public sealed class AppendUploadInput
{
    [Required]
    public UploadVisitor Visitor { get; set; } = null!;

    public Guid Id { get; set; }

    public long Offset { get; set; }

    /// <summary>At most <see cref="TicketLimits.UploadPiece"/> bytes; the first piece holds 4 KB at least, or the whole file.</summary>
    [Required]
    public Stream Content { get; set; } = Stream.Null;
}

/// <summary>A file that is here already and goes with what is being sent.</summary>
public sealed class UploadedFileInput
{
    public Guid Id { get; set; }

    /// <inheritdoc cref="FileUpload.FieldKey"/>
    [StringLength(60)]
    public string? FieldKey { get; set; }
}

/// <summary>What one message brings: files that came with the form, and files that were here before it.</summary>
public abstract class MessageWithFilesInput
{
    [MaxLength(TicketLimits.FilesPerMessage)]
    public List<FileUpload> Files { get; set; } = [];

    [MaxLength(TicketLimits.FilesPerMessage)]
    public List<UploadedFileInput> Uploaded { get; set; } = [];

    /// <summary>Whose the uploads are; needed with any.</summary>
    public UploadVisitor? Visitor { get; set; }
}
