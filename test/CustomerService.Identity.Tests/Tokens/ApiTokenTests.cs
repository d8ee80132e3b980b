using System.Net;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Tests.Roles;
using CustomerService.Identity.Tests.Sessions;
using CustomerService.Identity.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.Tokens;

public sealed class ApiTokenTests
{
    [Fact]
    public async Task Should_Let_A_Program_Do_What_Its_Scopes_Say_And_No_More()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var token = await CreateAsync(host, acme.Id, TestPermissions.Read);
        using var program = Program(host, "acme.localhost", token.Token);

        (await program.GetStringAsync("/api/read")).ShouldBe("read");
        var refused = await program.GetAsync("/api/write");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Should_Find_The_Tenant_From_The_Token_On_The_Bare_Host()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var program = Program(host, "localhost", (await CreateAsync(host, acme.Id, TestPermissions.Read)).Token);
        (await WebTestHost.WhoAsync(program)).ShouldContain(acme.Id.ToString());
        (await program.GetStringAsync("/api/read")).ShouldBe("read");
    }

    [Fact]
    public async Task Should_Refuse_A_Token_At_Another_Tenant()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var beta = await host.OpenTenantAsync("beta");
        var token = (await CreateAsync(host, acme.Id, TestPermissions.Read)).Token;
        (await StatusAsync(host, "beta.localhost", token)).ShouldBe(HttpStatusCode.Unauthorized);

        // The other tenant's id with this secret, at either name.
        var forged = $"cs_{beta.Id:N}_{token[36..]}";
        (await StatusAsync(host, "beta.localhost", forged)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(host, "localhost", forged)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Should_Refuse_A_Revoked_Token_At_Once()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var token = await CreateAsync(host, acme.Id, TestPermissions.Read);
        (await StatusAsync(host, "acme.localhost", token.Token)).ShouldBe(HttpStatusCode.OK);

        await SessionTests.AsAdminAsync(host, acme.Id, p => p.GetRequiredService<IApiTokenAppService>().RevokeAsync(token.Id));

        (await StatusAsync(host, "acme.localhost", token.Token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cs_")]
    [InlineData("cs_0190a000000070008000000000000000_short")]
    [InlineData("not-one-of-ours")]
    public async Task Should_Refuse_What_Is_No_Token(string text)
    {
        await using var host = await WebTestHost.CreateAsync();
        await host.OpenTenantAsync("acme");
        (await StatusAsync(host, "acme.localhost", text)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Should_Keep_Only_A_Hash()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var token = await CreateAsync(host, acme.Id, TestPermissions.Read);
        var row = await host.RunAsync(
            acme.Id,
            async p => await p.GetRequiredService<CustomerServiceDbContext>().Set<ApiToken>().AsNoTracking().FirstAsync()
        );
        row.SecretHash.Length.ShouldBe(64);
        token.Token.ShouldNotContain(row.SecretHash, Case.Insensitive);
        token.Token[36..].ShouldStartWith(row.Prefix);
    }

    [Theory]
    [InlineData(TestPermissions.Secret, IdentityErrorCodes.UnknownScope)]
    [InlineData("No.Such", IdentityErrorCodes.UnknownScope)]
    [InlineData("", IdentityErrorCodes.NoScope)]
    public async Task Should_Refuse_Scopes_That_No_Token_Can_Carry(string scope, string code)
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var scopes = scope.Length == 0 ? [] : new[] { scope };
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.RunAsync(null, p => p.GetRequiredService<ITokenIntegrationService>().CreateAsync(acme.Id, "test", scopes))
            )
        ).Code.ShouldBe(code);
    }

    [Fact]
    public void Should_Read_Its_Own_Text()
    {
        var text = ApiTokenText.Create(TenantKeys.Host);
        ApiTokenText.Parse(text.ToString()).ShouldBe(text);
        ApiTokenText.FromHeader("bearer " + text).ShouldBe(text);
    }

    [Fact]
    public async Task Should_List_What_Can_Be_Used_First_And_Miss_None_Between_Pages()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        var made = new List<Guid>();
        for (var i = 0; i < 53; i++)
        {
            made.Add((await CreateAsync(host, acme.Id, TestPermissions.Read)).Id);
        }

        await SessionTests.AsAdminAsync(
            host,
            acme.Id,
            async p =>
            {
                var tokens = p.GetRequiredService<IApiTokenAppService>();
                await tokens.RevokeAsync(made[52]);
                await tokens.RevokeAsync(made[51]);
            }
        );

        await SessionTests.AsAdminAsync(
            host,
            acme.Id,
            async p =>
            {
                var tokens = p.GetRequiredService<IApiTokenAppService>();
                var first = await tokens.GetListAsync(new GetApiTokensInput());
                var second = await tokens.GetListAsync(new GetApiTokensInput { After = first.Next });
                second.Next.ShouldBeNull();
                first.Items.Concat(second.Items).Select(t => t.Id).ShouldBe([.. made.Take(51).Reverse(), made[52], made[51]]);
                (await tokens.GetListAsync(new GetApiTokensInput { Search = "TES" })).Items.Count.ShouldBe(50);
                var prefix = second.Items[0].Prefix.ToUpperInvariant();
                (await tokens.GetListAsync(new GetApiTokensInput { Search = prefix })).Items.ShouldHaveSingleItem().Id.ShouldBe(made[0]);
                (await tokens.GetListAsync(new GetApiTokensInput { Search = "other" })).Items.ShouldBeEmpty();
            }
        );
    }

    private static Task<NewApiTokenDto> CreateAsync(WebTestHost host, Guid tenant, params string[] scopes) =>
        host.RunAsync(null, p => p.GetRequiredService<ITokenIntegrationService>().CreateAsync(tenant, "test", scopes));

    private static HttpClient Program(WebTestHost host, string hostName, string token)
    {
        var client = host.Browser(hostName, keepCookies: false);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return client;
    }

    private static async Task<HttpStatusCode> StatusAsync(WebTestHost host, string hostName, string token)
    {
        using var program = Program(host, hostName, token);
        return (await program.GetAsync("/api/read")).StatusCode;
    }
}
