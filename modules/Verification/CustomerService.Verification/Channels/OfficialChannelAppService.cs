using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Verification.Channels;

[Authorize(VerificationPermissions.Manage)]
internal sealed class OfficialChannelAppService(CustomerServiceDbContext db) : IOfficialChannelAppService
{
    public async Task<IReadOnlyList<SaveChannelInput>> GetListAsync(CancellationToken cancellationToken = default) =>
        await db.Set<OfficialChannel>()
            .OrderBy(c => c.Kind)
            .ThenBy(c => c.Name)
            .ThenBy(c => c.Platform)
            .Select(c => new SaveChannelInput
            {
                Id = c.Id,
                Kind = c.Kind,
                Name = c.Name,
                Platform = c.Platform,
                Since = c.Since,
                Until = c.Until,
            })
            .ToListAsync(cancellationToken);

    public async Task<Guid> SaveAsync(SaveChannelInput input, CancellationToken cancellationToken = default)
    {
        var channel = input.Id is { } id ? await FindAsync(id, cancellationToken) : new OfficialChannel();
        channel.Describe(input);
        if (
            await db.Set<OfficialChannel>()
                .AnyAsync(
                    c => c.Id != channel.Id && c.Kind == channel.Kind && c.Key == channel.Key && c.Platform == channel.Platform,
                    cancellationToken
                )
        )
        {
            throw new BusinessException(VerificationErrorCodes.ChannelIsThere).WithData("Name", channel.Name);
        }

        if (input.Id is null)
        {
            if (await db.Set<OfficialChannel>().CountAsync(cancellationToken) >= SaveChannelInput.MaxChannels)
            {
                throw new BusinessException(VerificationErrorCodes.TooManyChannels).WithData("Max", SaveChannelInput.MaxChannels);
            }

            db.Add(channel);
        }

        return channel.Id;
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) =>
        db.Remove(await FindAsync(id, cancellationToken));

    private async Task<OfficialChannel> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<OfficialChannel>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(FrameworkErrorCodes.NotFound);
}
