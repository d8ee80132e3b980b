using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;

namespace CustomerService.Tickets.Tickets;

/// <summary>Finds the colleagues that a text calls by @.</summary>
internal sealed class MentionReader(IUserIntegrationService users) : ITransientDependency
{
    public async Task<Mentions> ReadAsync(string body, CancellationToken cancellationToken) =>
        body.Contains('@', StringComparison.Ordinal)
            ? Mentions.Read(body, [.. (await users.GetStaffAsync(cancellationToken)).Select(u => new PersonDto(u.Id, u.Name, u.Email))])
            : Mentions.None;
}
