using CustomerService.TestBase;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.RequestTypes;

public sealed class RequestTypeOrderTests
{
    [Fact]
    public async Task Should_Put_A_Type_At_Any_Place()
    {
        await using var host = await Desk.OpenAsync();
        var before = await TypesAsync(host);

        await MoveAsync(host, before[0].Id, 2);
        (await TypesAsync(host)).Select(t => t.Key).Take(3).ShouldBe([before[1].Key, before[2].Key, before[0].Key]);

        await MoveAsync(host, before[0].Id, 99);
        (await TypesAsync(host))[^1].Key.ShouldBe(before[0].Key);
    }

    private static Task MoveAsync(TestHost host, Guid id, int place) =>
        host.RunAsAsync(TestHost.TenantA, Desk.Carol, "admin", s => s.GetRequiredService<IRequestTypeAppService>().MoveAsync(id, place));

    private static Task<IReadOnlyList<RequestTypeDto>> TypesAsync(TestHost host) =>
        host.RunAsAsync(TestHost.TenantA, Desk.Carol, "admin", s => s.GetRequiredService<IRequestTypeAppService>().GetListAsync());
}
