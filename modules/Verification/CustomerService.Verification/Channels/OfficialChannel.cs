using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Verification.Channels;

/// <summary>A phone number, mail address, domain or account that is the tenant's.</summary>
[Audited(nameof(Name))]
internal sealed class OfficialChannel : TenantAggregateRoot
{
    public ChannelKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What is compared.</summary>
    public string Key { get; private set; } = "";

    public string Platform { get; private set; } = "";

    public DateOnly? Since { get; private set; }

    public DateOnly? Until { get; private set; }

    /// <exception cref="BusinessException">The name is none of such a kind, or the last day lies before the first.</exception>
    public void Describe(SaveChannelInput input)
    {
        (Kind, Name, Since, Until) = (input.Kind, input.Name.Trim(), input.Since, input.Until);
        Key = ChannelKey.Of(Kind, Name) ?? throw new BusinessException(VerificationErrorCodes.ChannelNotOfKind).WithData("Name", Name);
        Platform = Kind == ChannelKind.Account ? input.Platform.Trim() : "";
        if (Kind == ChannelKind.Account && Platform.Length == 0)
        {
            throw new BusinessException(VerificationErrorCodes.ChannelNeedsPlatform).WithData("Name", Name);
        }

        if (Until < Since)
        {
            throw new BusinessException(VerificationErrorCodes.ChannelEndsBeforeItBegins).WithData("Name", Name);
        }
    }
}

internal sealed class OfficialChannelConfiguration : IEntityTypeConfiguration<OfficialChannel>
{
    public void Configure(EntityTypeBuilder<OfficialChannel> builder)
    {
        builder.ToTable("VerificationOfficialChannels");
        builder.Property(x => x.Name).HasMaxLength(SaveChannelInput.MaxName);
        builder.Property(x => x.Key).HasMaxLength(SaveChannelInput.MaxName);
        builder.Property(x => x.Platform).HasMaxLength(SaveChannelInput.MaxPlatform);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.Kind,
                x.Key,
                x.Platform,
            })
            .IsUnique();
    }
}
