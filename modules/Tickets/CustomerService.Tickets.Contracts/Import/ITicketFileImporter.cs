using CustomerService.Framework.Errors;

namespace CustomerService.Tickets.Import;

/// <summary>
/// Brings tickets in from a table (CSV with commas, semicolons or tabs). A row is known by what it says, not by how a
/// program has saved it, so that a second run adds nothing.
/// </summary>
public interface ITicketFileImporter
{
    /// <summary>A row that cannot come in goes, with the reason, into the rejected file; the others come in, whole.</summary>
    /// <exception cref="BusinessException">The file cannot be read as a table of tickets; nothing was brought in.</exception>
    Task<TicketFileReport> ImportAsync(
        TicketFile file,
        IProgress<TicketFileProgress>? progress = null,
        CancellationToken cancellationToken = default
    );
}

/// <param name="RejectedPath">Written when a row is rejected: in the encoding of the file, with its header and the reason.</param>
/// <param name="Dates">How <c>04/05/2026</c> is meant. null: such dates are rejected.</param>
/// <param name="Encoding">null: told by its bytes.</param>
/// <param name="IsDryRun">Nothing is written, neither tickets nor the rejected file.</param>
public sealed record TicketFile(
    Guid TenantId,
    string Path,
    string RejectedPath,
    TicketFileDates? Dates = null,
    string? Encoding = null,
    bool IsDryRun = false
);

public enum TicketFileDates
{
    DayMonth,
    MonthDay,
}

/// <param name="Part">Of the file, 0 to 1.</param>
public sealed record TicketFileProgress(int Rows, double Part);

/// <param name="Columns">That were read, in the order of the file.</param>
/// <param name="Ignored">Columns that mean nothing here.</param>
/// <param name="New">Imported; in a dry run, would be.</param>
/// <param name="Known">Were there already.</param>
/// <param name="Blank">Rows without any text.</param>
/// <param name="Ambiguous">Rows whose date is written like 04/05/2026: how many, and how many of them would be a date by
/// each way of reading them.</param>
/// <param name="FirstRejected">Some, with their lines.</param>
public sealed record TicketFileReport(
    string Encoding,
    char Separator,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Ignored,
    int New,
    int Known,
    int Rejected,
    int Blank,
    AmbiguousDates Ambiguous,
    IReadOnlyList<RejectedRow> FirstRejected
);

public readonly record struct AmbiguousDates(int Rows, int AsDayMonth, int AsMonthDay);

/// <param name="Reason">A sentence.</param>
public sealed record RejectedRow(long Line, string Reason);
