using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Notifications.Mail;

/// <summary>A mail in the queue: written with what it tells of, sent later, as often as the server needs to be asked.</summary>
internal sealed class OutgoingMail : OutgoingRow
{
    public const int MaxAttempts = 8;
    public const int SubjectLength = 300;
    public const int ErrorLength = 500;

    /// <summary>A server that is being restarted is asked again soon, one that is away for the night does not lose the mail.</summary>
    private static readonly TimeSpan[] Backoff =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        TimeSpan.FromHours(12),
    ];

    private OutgoingMail() { }

    public OutgoingMail(EmailMessage message, DateTime now)
    {
        (To, ToName, Body, Language, ActionText, ActionUrl) = (
            message.To.Trim(),
            OneLine(message.ToName),
            message.Body,
            message.Language,
            message.ActionText,
            message.ActionUrl
        );
        (Quote, QuoteIsMarkdown, Thread) = (message.Quote?.Text, message.Quote?.IsMarkdown ?? false, message.Thread);
        Subject = OneLine(message.Subject);
        VerifiesWorkspace = message.VerifiesWorkspace;
        Key = message.Key ?? Id.ToString("N");
        VerifyCode = MailCode.Create();
        CreatedAt = NextAttempt = now;
    }

    /// <summary>Names what it tells of; a second mail with the same key is not written.</summary>
    public string Key { get; private set; } = "";

    public string To { get; private set; } = "";

    public string ToName { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Markdown, with <see cref="EmailMessage.QuoteMark"/> where the quote stands.</summary>
    public string Body { get; private set; } = "";

    public string? Quote { get; private set; }

    public bool QuoteIsMarkdown { get; private set; }

    /// <summary>Mails of one thread to one recipient refer to each other.</summary>
    public string? Thread { get; private set; }

    public string Language { get; private set; } = "";

    public string? ActionText { get; private set; }

    public string? ActionUrl { get; private set; }

    /// <summary>Printed in the mail; whoever doubts it types it at "verify an official channel".</summary>
    public string VerifyCode { get; private set; } = "";

    public MailState State { get; private set; }

    public int Attempts { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>Waits for the mail server, which took no mail at all when this one was tried.</summary>
    public bool IsPostponed { get; private set; }

    /// <summary>Goes out although the workspace is not verified.</summary>
    public bool VerifiesWorkspace { get; private set; }

    /// <summary>Waits until the workspace is verified.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>The same for each attempt: a server that took the mail and could not say so shows it once.</summary>
    public static string MessageIdOf(Guid id, string domain) => $"{id:N}@{domain}";

    public void MarkSent(DateTime now)
    {
        (State, SentAt, LastError, IsPostponed) = (MailState.Sent, now, null, false);
        Attempts++;
        IsHeld = false;
    }

    /// <param name="until">When to look again, in case the word that it may go is missed.</param>
    public void Hold(DateTime until) => (IsHeld, NextAttempt) = (true, until);

    public void MarkNotSetUp() => (State, IsHeld) = (MailState.NotSetUp, false);

    public void MarkFailed(string error, bool isFinal, DateTime now)
    {
        Attempts++;
        (IsPostponed, IsHeld) = (false, false);
        LastError = WellFormed.Cut(error, ErrorLength);
        State = isFinal || Attempts >= MaxAttempts ? MailState.Failed : MailState.Pending;
        NextAttempt = now + Backoff[Math.Min(Attempts, Backoff.Length) - 1];
    }

    /// <summary>The mail server is at fault, not the mail: it waits as long as that takes, and uses up no attempt.</summary>
    public void Postpone(string error, DateTime until) =>
        (LastError, IsPostponed, IsHeld, NextAttempt) = (WellFormed.Cut(error, ErrorLength), true, false, until);

    public void Retry(DateTime now) => (State, Attempts, NextAttempt, IsPostponed) = (MailState.Pending, 0, now, false);

    /// <summary>What stands in a header is one line.</summary>
    private static string OneLine(string text)
    {
        var line = string.Join(
            ' ',
            string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        return WellFormed.Cut(line, SubjectLength);
    }
}

internal sealed class OutgoingMailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("NotificationMails");
        builder.Property(x => x.Key).HasMaxLength(128);
        builder.Property(x => x.To).HasMaxLength(256);
        builder.Property(x => x.ToName).HasMaxLength(128);
        builder.Property(x => x.Subject).HasMaxLength(OutgoingMail.SubjectLength);
        builder.Property(x => x.Body).HasMaxLength(100_000);
        builder.Property(x => x.Quote).HasMaxLength(100_000);
        builder.Property(x => x.Thread).HasMaxLength(64);
        builder.Property(x => x.Language).HasMaxLength(16);
        builder.Property(x => x.ActionText).HasMaxLength(128);
        builder.Property(x => x.ActionUrl).HasMaxLength(2000);
        builder.Property(x => x.VerifyCode).HasMaxLength(16);
        builder.Property(x => x.LastError).HasMaxLength(OutgoingMail.ErrorLength);
        builder.IsOutgoing();
        builder.HasIndex(x => new { x.TenantId, x.Key }).IsUnique();
        builder.HasIndex(x => new { x.TenantId, x.VerifyCode });
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.Thread,
            x.Id,
        });
        builder.HasIndex(x => new
        {
            x.TenantId,
            x.State,
            x.Id,
        });
    }
}
