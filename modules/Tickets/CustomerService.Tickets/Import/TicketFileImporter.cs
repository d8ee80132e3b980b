using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Import;

internal sealed class TicketFileImporter(TenantScope scope, IStringLocalizer localizer, TimeProvider time)
    : ITicketFileImporter,
        ITransientDependency
{
    public async Task<TicketFileReport> ImportAsync(
        TicketFile file,
        IProgress<TicketFileProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        using var table = new ImportTable(file.Path, file.Encoding);
        var columns = new ImportColumns(table.Header);
        var rows = new ImportRowReader(columns, file.Dates, time.GetUtcNow().UtcDateTime);
        using var rejected = new RejectedRows(file.RejectedPath, table, columns);
        var run = new TicketFileRun(scope, localizer, file, rejected);
        while (table.Read() is { } row)
        {
            await run.TakeAsync(row, rows, cancellationToken);
            progress?.Report(new TicketFileProgress(run.Rows, table.Part));
        }

        await run.SaveAsync(cancellationToken);
        return new TicketFileReport(
            table.Encoding.WebName,
            table.Separator,
            columns.Read,
            columns.Ignored,
            run.New,
            run.Known,
            run.Rejected,
            run.Blank,
            rows.Ambiguous,
            run.FirstRejected
        );
    }
}

/// <summary>The rows of one import on their way in, some to a transaction.</summary>
internal sealed class TicketFileRun(TenantScope scope, IStringLocalizer localizer, TicketFile file, RejectedRows rejected)
{
    private const int RowsPerTransaction = 100;
    private const int ShownRejected = 20;

    private readonly List<(ImportRow Row, ImportTicket Ticket)> _waiting = [];
    private readonly List<RejectedRow> _firstRejected = [];

    public int New { get; private set; }

    public int Known { get; private set; }

    public int Rejected { get; private set; }

    public int Blank { get; private set; }

    public int Rows => New + Known + Rejected + Blank + _waiting.Count;

    public IReadOnlyList<RejectedRow> FirstRejected => _firstRejected;

    public async Task TakeAsync(ImportRow row, ImportRowReader reader, CancellationToken cancellationToken)
    {
        if (row.IsBlank)
        {
            Blank++;
            return;
        }

        try
        {
            _waiting.Add((row, reader.Read(row)));
        }
        catch (BusinessException e)
        {
            Reject(row, localizer.Sentence(e));
        }

        if (_waiting.Count == RowsPerTransaction)
        {
            await SaveAsync(cancellationToken);
        }
    }

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BringInAsync([.. _waiting.Select(w => w.Ticket)], cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One bad row must not take ninety-nine good ones with it.
            foreach (var (row, ticket) in _waiting)
            {
                await BringInAsync(row, ticket, cancellationToken);
            }
        }

        _waiting.Clear();
    }

    private async Task BringInAsync(ImportRow row, ImportTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            await BringInAsync([ticket], cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Reject(row, e is BusinessException rule ? localizer.Sentence(rule) : e.Message);
        }
    }

    private async Task BringInAsync(IReadOnlyList<ImportTicket> tickets, CancellationToken cancellationToken)
    {
        var isNew = await scope.RunAsync(
            file.TenantId,
            services =>
                file.IsDryRun ? LookUpAsync(services, tickets, cancellationToken) : ImportAsync(services, tickets, cancellationToken),
            cancellationToken
        );
        New += isNew.Count(n => n);
        Known += isNew.Count(n => !n);
    }

    private static async Task<List<bool>> ImportAsync(
        IServiceProvider services,
        IReadOnlyList<ImportTicket> tickets,
        CancellationToken cancellationToken
    )
    {
        var importer = services.GetRequiredService<TicketImporter>();
        var isNew = new List<bool>();
        foreach (var ticket in tickets)
        {
            isNew.Add((await importer.ImportAsync(ticket, cancellationToken)).IsNew);
        }

        return isNew;
    }

    private static async Task<List<bool>> LookUpAsync(
        IServiceProvider services,
        IReadOnlyList<ImportTicket> tickets,
        CancellationToken cancellationToken
    )
    {
        var keys = tickets.Select(t => t.ExternalKey).ToList();
        var known = await services
            .GetRequiredService<CustomerServiceDbContext>()
            .Set<Ticket>()
            .Where(t => keys.Contains(t.ExternalKey!))
            .Select(t => t.ExternalKey)
            .ToListAsync(cancellationToken);
        return [.. keys.Select(k => !known.Contains(k))];
    }

    private void Reject(ImportRow row, string reason)
    {
        Rejected++;
        if (_firstRejected.Count < ShownRejected)
        {
            _firstRejected.Add(new RejectedRow(row.Line, reason));
        }

        if (!file.IsDryRun)
        {
            rejected.Add(row, reason);
        }
    }
}
