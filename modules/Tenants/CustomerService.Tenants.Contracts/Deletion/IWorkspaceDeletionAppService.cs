using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Events;

namespace CustomerService.Tenants.Deletion;

/// <summary>The end of the current workspace, in the hands of its administrators.</summary>
public interface IWorkspaceDeletionAppService : IApplicationService
{
    /// <returns>null while nobody wants it.</returns>
    Task<WorkspaceDeletionDto?> FindAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks for it and mails a code to whoever asks. Nothing happens before it is confirmed.</summary>
    Task AskAsync(CancellationToken cancellationToken = default);

    /// <summary>By the mailed code, or without it by another administrator. Fourteen days later everything is gone.</summary>
    Task ConfirmAsync(ConfirmDeletionInput input, CancellationToken cancellationToken = default);

    /// <summary>Keeps the workspace.</summary>
    Task CancelAsync(CancellationToken cancellationToken = default);
}

public sealed class ConfirmDeletionInput
{
    [StringLength(20)]
    public string? Code { get; set; }
}

/// <param name="IsOwn">The reader asked for it, and needs the code.</param>
/// <param name="DueAt">UTC; null until it is confirmed.</param>
public sealed record WorkspaceDeletionDto(string AskedBy, DateTime AskedAt, bool IsOwn, DateTime? DueAt);

/// <summary>Ended workspaces, for the operator.</summary>
public interface IHostDeletionAppService : IApplicationService
{
    /// <summary>Those that are planned or under way first, then the certificates, the newest first; at most 200.</summary>
    Task<IReadOnlyList<HostDeletionDto>> GetListAsync(CancellationToken cancellationToken = default);
}

/// <param name="Counts">Table, files, jobs → how many were removed.</param>
/// <param name="IsIntact">The certificate still says what it said when it was made.</param>
public sealed record HostDeletionDto(
    Guid Id,
    string Slug,
    string Name,
    string AskedBy,
    DateTime AskedAt,
    string ConfirmedBy,
    DateTime DueAt,
    DateTime? FinishedAt,
    IReadOnlyDictionary<string, long> Counts,
    string? Hash,
    bool IsIntact
);

/// <summary>Mails the code to a person of the current tenant; Identity knows how.</summary>
public interface IDeletionCodes
{
    Task SendAsync(Guid userId, string code, CancellationToken cancellationToken = default);
}

/// <summary>The workspace is to end, or is to stay after all.</summary>
/// <param name="DueAt">UTC; null: it stays.</param>
[EventName("tenants.deletion-planned")]
public sealed record WorkspaceDeletionEto(DateTime? DueAt, string By);
