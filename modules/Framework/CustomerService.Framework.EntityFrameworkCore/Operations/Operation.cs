using System.Text.Json;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Operations;

/// <summary>Work of minutes: what is to be done, how far it is, and which attempt it belongs to.</summary>
internal sealed class Operation : TenantAggregateRoot, IHostSwept
{
    public const int MaxKind = 64;
    public const int MaxFileName = 200;

    public string Kind { get; private set; } = "";

    public string Input { get; private set; } = "";

    public string BegunBy { get; private set; } = "";

    public OperationState State { get; private set; }

    public int Done { get; private set; }

    public int Total { get; private set; }

    public string? Result { get; private set; }

    public string? ErrorCode { get; private set; }

    /// <summary>For the placeholders of the error's sentence, JSON.</summary>
    public string? ErrorValues { get; private set; }

    public string? FileName { get; private set; }

    /// <summary>The attempt that works on it; another one has lost it.</summary>
    public Guid? AttemptId { get; private set; }

    /// <summary>Attempts that broke off without a reason that a person could mend.</summary>
    public int Failures { get; private set; }

    /// <summary>UTC. When its attempt was last heard of, or it was handed over.</summary>
    public DateTime BeatAt { get; private set; }

    /// <summary>Written by others beside a running step, so it is no part of the concurrency check.</summary>
    public bool IsStopAsked { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public static Operation Begin(string kind, string input, string begunBy, DateTime now) =>
        new()
        {
            Kind = kind,
            Input = input,
            BegunBy = begunBy,
            BeatAt = now,
        };

    public void Take(Guid attempt, DateTime now) => (State, AttemptId, BeatAt) = (OperationState.Running, attempt, now);

    public void Advance(int done, int total, string? result, DateTime now) => (Done, Total, Result, BeatAt) = (done, total, result, now);

    public void NameFile(string name) => FileName = name;

    /// <summary>For another attempt, at once.</summary>
    public void Release() => AttemptId = null;

    public void CountFailure()
    {
        Failures++;
        Release();
    }

    public void End(OperationState state, DateTime now, BusinessException? error = null)
    {
        (State, EndedAt, AttemptId) = (state, now, null);
        ErrorCode = error?.Code;
        ErrorValues = error?.Values.Count > 0 ? JsonSerializer.Serialize(error.Values) : null;
    }
}

/// <summary>What came with an operation.</summary>
[BlobContainerName("operation-inputs")]
internal sealed class OperationInput;

/// <summary>What an operation made.</summary>
[BlobContainerName("operation-results")]
internal sealed class OperationResult;

internal sealed class OperationConfiguration : IEntityTypeConfiguration<Operation>
{
    public void Configure(EntityTypeBuilder<Operation> builder)
    {
        builder.ToTable("Operations");
        builder.Property(x => x.Kind).HasMaxLength(Operation.MaxKind);
        builder.Property(x => x.BegunBy).HasMaxLength(200);
        builder.Property(x => x.ErrorCode).HasMaxLength(200);
        builder.Property(x => x.FileName).HasMaxLength(Operation.MaxFileName);
        builder.HasIndex(x => new { x.TenantId, x.Kind });
        builder.HasIndex(x => x.BeatAt).HasFilter("\"EndedAt\" is null");
    }
}
