using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Verification.Channels;

/// <summary>The register of what is the tenant's. The portal's own host and the sender of mail are known without it.</summary>
public interface IOfficialChannelAppService : IApplicationService
{
    /// <summary>By kind and name.</summary>
    Task<IReadOnlyList<SaveChannelInput>> GetListAsync(CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SaveChannelInput input, CancellationToken cancellationToken = default);

    /// <summary>As if it had never been the tenant's. One that was should rather get its last day.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

public enum ChannelKind
{
    Phone,
    Email,

    /// <summary>With everything below it: whoever owns a domain gives out its names.</summary>
    Domain,

    /// <summary>A name on a platform.</summary>
    Account,
}

public sealed class SaveChannelInput
{
    public const int MaxChannels = 500;
    public const int MaxName = 200;
    public const int MaxPlatform = 60;

    /// <summary>Null makes a new one.</summary>
    public Guid? Id { get; set; }

    public ChannelKind Kind { get; set; }

    /// <summary>As people see it: they are compared without spaces, case, width and country code.</summary>
    [Required, StringLength(MaxName)]
    public string Name { get; set; } = "";

    /// <summary>Of an account: the same name elsewhere may be anybody's.</summary>
    [StringLength(MaxPlatform)]
    public string Platform { get; set; } = "";

    /// <summary>The first day; null: since ever.</summary>
    public DateOnly? Since { get; set; }

    /// <summary>The last day; null: until further notice.</summary>
    public DateOnly? Until { get; set; }
}
