using System.Text.Json;
using CustomerService.Framework.Entities;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Billing.Bookkeeping;

/// <summary>One comparison of all accounts with Stripe, with what it found. The operator's, hence the host's.</summary>
internal sealed class Reconciliation : Entity, IHostEntity
{
    public const int MaxFindings = 100;

    /// <summary>One that has not moved for this long died with its node.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private Reconciliation() { }

    public Reconciliation(DateTime now) => (StartedAt, TouchedAt) = (now, now);

    public DateTime StartedAt { get; private set; }

    public DateTime TouchedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    public int Total { get; private set; }

    public int Checked { get; private set; }

    public int Repaired { get; private set; }

    public int Recovered { get; private set; }

    public int Failed { get; private set; }

    /// <summary>JSON: sentences for the operator, the first hundred.</summary>
    public string Findings { get; private set; } = "[]";

    public void Write(ReconciliationReport report, DateTime now, bool isFinished)
    {
        (Total, Checked, Repaired, Recovered, Failed) = (report.Total, report.Checked, report.Repaired, report.Recovered, report.Failed);
        Findings = JsonSerializer.Serialize(report.Findings.Take(MaxFindings));
        TouchedAt = now;
        FinishedAt = isFinished ? now : null;
    }

    public ReconciliationDto ToDto() =>
        new(StartedAt, FinishedAt, Total, Checked, Repaired, Recovered, Failed, JsonSerializer.Deserialize<List<string>>(Findings)!);
}

/// <summary>What a comparison has found so far.</summary>
internal sealed class ReconciliationReport
{
    public int Total { get; set; }

    public int Checked { get; set; }

    public int Repaired { get; set; }

    public int Recovered { get; set; }

    public int Failed { get; set; }

    public List<string> Findings { get; } = [];
}

internal sealed class ReconciliationConfiguration : IEntityTypeConfiguration<Reconciliation>
{
    public void Configure(EntityTypeBuilder<Reconciliation> builder)
    {
        builder.ToTable("BillingReconciliations");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.HasIndex(x => x.StartedAt);
    }
}
