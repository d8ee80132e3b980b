using CustomerService.Framework.Entities;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;

/// <summary>The last run of a recurring worker, for the host console. Host-wide work, hence a host entity.</summary>
public sealed class BackgroundWorkerRun : Entity, IHostEntity
{
    public string Name { get; init; } = "";

    public string Node { get; set; } = "";

    public DateTime StartedAt { get; set; }

    public int DurationMilliseconds { get; set; }

    public string? Error { get; set; }
}

internal sealed class BackgroundWorkerRunConfiguration : IEntityTypeConfiguration<BackgroundWorkerRun>
{
    public void Configure(EntityTypeBuilder<BackgroundWorkerRun> builder)
    {
        builder.ToTable("BackgroundWorkerRuns");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Name).HasMaxLength(64);
        builder.Property(x => x.Node).HasMaxLength(128);
        builder.Property(x => x.Error).HasMaxLength(2000);
        builder.HasIndex(x => x.Name).IsUnique();
    }
}
