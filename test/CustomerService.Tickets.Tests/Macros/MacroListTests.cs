using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using CustomerService.Tickets.Macros;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Macros;

public sealed class MacroListTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Page_In_Order_And_Miss_None(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Carol,
            "admin",
            async s =>
            {
                var macros = s.GetRequiredService<IMacroAppService>();
                for (var i = 0; i < 60; i++)
                {
                    await macros.SaveAsync(new SaveMacroInput { NameEn = $"Bulk {i:00}", BodyEn = "Solved within 2 days." });
                }
            }
        );

        var first = await ListAsync(host, new GetMacrosInput { Search = "BULK" });
        first.Items.Count.ShouldBe(50);
        var second = await ListAsync(host, new GetMacrosInput { Search = "BULK", After = first.Next });
        second.Next.ShouldBeNull();
        first.Items.Concat(second.Items).Select(m => m.NameEn).ShouldBe(Enumerable.Range(0, 60).Select(i => $"Bulk {i:00}"));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_A_Template_By_Its_Text_In_Either_Language(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var input = new SaveMacroInput
        {
            NameEn = "Parcel",
            BodyEn = "It comes within 2 days.",
            BodyZh = "包裹两天内送到。",
        };
        await AsAdminAsync<IMacroAppService, Guid>(host, x => x.SaveAsync(input));

        (await ListAsync(host, new GetMacrosInput { Search = "包裹" })).Items.ShouldHaveSingleItem().NameEn.ShouldBe("Parcel");
        (await ListAsync(host, new GetMacrosInput { Search = "it COMES" })).Items.ShouldHaveSingleItem().NameEn.ShouldBe("Parcel");
        (await ListAsync(host, new GetMacrosInput { Search = "no such words" })).Items.ShouldBeEmpty();
    }

    private static Task<PagedResult<MacroEditDto>> ListAsync(TestHost host, GetMacrosInput input) =>
        AsAdminAsync<IMacroAppService, PagedResult<MacroEditDto>>(host, x => x.GetForEditAsync(input));

    private static Task<T> AsAdminAsync<TService, T>(TestHost host, Func<TService, Task<T>> call)
        where TService : notnull => host.RunAsAsync(TestHost.TenantA, Desk.Carol, "admin", s => call(s.GetRequiredService<TService>()));
}
