using System.Text.RegularExpressions;
using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Macros;

/// <summary>A reply template. One that leaves the customer without a time and a next step is refused.</summary>
[Audited(nameof(Label))]
internal sealed class Macro : TenantAggregateRoot
{
    /// <summary>Text of any kind and length is searched: linear, and never by a time limit, which a busy machine would break.</summary>
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    internal static readonly Regex Placeholder = new(@"\{\{(.*?)\}\}", Linear);

    private static readonly Regex ExplicitTime = new(
        @"(\d+|\b(one|two|three|an?)\b|[一两二三几])\s*((quiet|working|business)\s+)?(minutes?|hours?|days?|weeks?|个?(工作)?(分钟|小时|天|日|周))"
            + @"|\b(today|tomorrow|(mon|tues|wednes|thurs|fri|satur|sun)day)\b|\d{1,2}:\d{2}|今天|明天|周[一二三四五六日]",
        Linear | RegexOptions.IgnoreCase
    );

    private Macro() { }

    public Macro(int order) => Order = order;

    public int Order { get; private set; }

    /// <summary>For the audit log.</summary>
    public string Label => NameEn.Length > 0 ? NameEn : NameZh;

    public string NameEn { get; private set; } = "";

    public string NameZh { get; private set; } = "";

    public string BodyEn { get; private set; } = "";

    public string BodyZh { get; private set; } = "";

    public TicketStatus? SetsStatus { get; private set; }

    public LocalizedText Name => new(NameEn, NameZh);

    public LocalizedText Body => new(BodyEn, BodyZh);

    public void Write(LocalizedText name, LocalizedText body, TicketStatus? setsStatus)
    {
        if (name.In("en").Length == 0 || body.In("en").Length == 0)
        {
            throw new BusinessException(TicketErrorCodes.EmptyMessage);
        }

        foreach (var text in new[] { body.En, body.Zh }.Where(t => t.Length > 0))
        {
            Check(text);
        }

        (NameEn, NameZh, BodyEn, BodyZh, SetsStatus) = (name.En, name.Zh, body.En, body.Zh, setsStatus);
    }

    /// <summary>Either our own promise, or a time in so many words.</summary>
    public static bool NamesNextStep(string body) =>
        body.Contains("{{" + MacroPlaceholders.PromiseNext + "}}", StringComparison.Ordinal) || ExplicitTime.IsMatch(body);

    private static void Check(string body)
    {
        var unknown = Placeholder
            .Matches(body)
            .Select(m => m.Groups[1].Value.Trim())
            .FirstOrDefault(p => !MacroPlaceholders.All.Contains(p) && !FillIns.IsFillIn(p));
        if (unknown is not null)
        {
            throw new BusinessException(TicketErrorCodes.MacroPlaceholderUnknown)
                .WithData("Name", unknown)
                .WithData("Known", string.Join(", ", MacroPlaceholders.All));
        }

        if (!NamesNextStep(body))
        {
            throw new BusinessException(TicketErrorCodes.MacroNeedsNextStep);
        }
    }
}

internal sealed class MacroConfiguration : IEntityTypeConfiguration<Macro>
{
    public void Configure(EntityTypeBuilder<Macro> builder)
    {
        builder.ToTable("TicketMacros");
        builder.Property(x => x.NameEn).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.NameZh).HasMaxLength(TicketLimits.Name);
        builder.Property(x => x.BodyEn).HasMaxLength(TicketLimits.Body);
        builder.Property(x => x.BodyZh).HasMaxLength(TicketLimits.Body);
        builder.Ignore(x => x.Name);
        builder.Ignore(x => x.Body);
        builder.HasIndex(x => new { x.TenantId, x.Order });
    }
}
