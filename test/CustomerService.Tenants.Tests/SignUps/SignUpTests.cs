using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.SignUps;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Tests.SignUps;

/// <summary>Nobody can reach a workspace, and no name is taken, before the address of whoever opens it is proven.</summary>
public sealed partial class SignUpTests : IAsyncLifetime
{
    private const string Ada = "ada@acme.example";
    private TestHost _host = null!;

    private TestEmailSender Mail => (TestEmailSender)_host.Services.GetRequiredService<IEmailSender>();

    private SignUpOptions Options => _host.Services.GetRequiredService<IOptions<SignUpOptions>>().Value;

    private string LastCode => CodePattern().Match(Mail.Sent[^1].Body).Value;

    public async ValueTask InitializeAsync() => _host = await OpenAsync(DatabaseProvider.Sqlite);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Open_A_Workspace_Only_With_The_Code_From_The_Mail(DatabaseProvider provider)
    {
        await _host.DisposeAsync();
        _host = await OpenAsync(provider);
        var token = await BeginAsync();
        Mail.Sent.ShouldHaveSingleItem().To.ShouldBe(Ada);
        (await FindAsync("acme")).ShouldBeNull();

        (await ProblemAsync(token, Wrong(LastCode))).ShouldContain("Tries left: 4");
        (await FindAsync("acme")).ShouldBeNull();

        await CompleteAsync(token, $" {LastCode[..3]} {LastCode[3..]} ");
        (await FindAsync("acme"))!.IsVerified.ShouldBeTrue();
        (await CountCodesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Should_End_A_Code_After_Five_Tries()
    {
        var token = await BeginAsync();
        var code = LastCode;
        for (var i = 0; i < 5; i++)
        {
            await ProblemAsync(token, Wrong(code));
        }

        (await ProblemAsync(token, code)).ShouldContain("no longer counts");

        _host.Time.Advance(TimeSpan.FromMinutes(1));
        (await RunAsync(s => s.SendCodeAsync(token))).ShouldBeTrue();
        await CompleteAsync(token, LastCode);
    }

    [Fact]
    public async Task Should_End_A_Code_After_Half_An_Hour_And_The_Form_After_A_Day()
    {
        var token = await BeginAsync();
        _host.Time.Advance(TimeSpan.FromMinutes(31));
        (await ProblemAsync(token, LastCode)).ShouldContain("no longer counts");

        _host.Time.Advance(TimeSpan.FromDays(1));
        (await Should.ThrowAsync<BusinessException>(() => RunAsync(s => s.GetBegunAsync(token)))).Code.ShouldBe(
            TenantsErrorCodes.SignUpExpired
        );
        (await Should.ThrowAsync<BusinessException>(() => RunAsync(s => s.GetBegunAsync(token[..^3])))).Code.ShouldBe(
            TenantsErrorCodes.SignUpExpired
        );

        var cleanup = _host.Services.GetServices<HangfireBackgroundWorkerBase>().OfType<SignUpCodeCleanup>().Single();
        await cleanup.DoWorkAsync();
        (await CountCodesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Should_Mail_An_Address_Once_A_Minute_And_Six_Times_A_Day()
    {
        var token = await BeginAsync();
        (await RunAsync(s => s.SendCodeAsync(token))).ShouldBeFalse();
        for (var i = 0; i < 5; i++)
        {
            _host.Time.Advance(TimeSpan.FromMinutes(2));
            (await RunAsync(s => s.SendCodeAsync(token))).ShouldBeTrue();
        }

        _host.Time.Advance(TimeSpan.FromMinutes(2));
        (await Should.ThrowAsync<BusinessException>(() => RunAsync(s => s.SendCodeAsync(token)))).Code.ShouldBe(
            TenantsErrorCodes.TooManyCodes
        );
        Mail.Sent.Count.ShouldBe(6);

        _host.Time.Advance(TimeSpan.FromHours(23.9));
        await BeginAsync();
        Mail.Sent.Count.ShouldBe(7);
    }

    [Fact]
    public async Task Should_Not_Tell_Whether_An_Address_Is_Known()
    {
        await CompleteAsync(await BeginAsync(), LastCode);
        var known = Mail.Sent[^1];

        await BeginAsync("beta");
        await BeginAsync("beta", "stranger@elsewhere.example");

        Mail.Sent.Count.ShouldBe(3);
        Mail.Sent.Skip(1).Select(m => CodePattern().Replace(m.Body, "")).Distinct().ShouldHaveSingleItem();
        known.To.ShouldBe(Ada);
    }

    [Fact]
    public async Task Should_Open_Three_Workspaces_A_Day_With_An_Address()
    {
        for (var i = 0; i < 3; i++)
        {
            await CompleteAsync(await BeginAsync($"acme-{i}"), LastCode);
        }

        var fourth = await BeginAsync("acme-3", "ADA@acme.example");
        (await Should.ThrowAsync<BusinessException>(() => CompleteAsync(fourth, LastCode))).Code.ShouldBe(
            TenantsErrorCodes.TooManyWorkspaces
        );

        _host.Time.Advance(TimeSpan.FromDays(1));
        await CompleteAsync(await BeginAsync("acme-3"), LastCode);
    }

    [Fact]
    public async Task Should_Keep_No_Name_For_Whoever_Does_Not_Come_Back()
    {
        var first = await BeginAsync();
        var second = await BeginAsync(email: "bob@acme.example");
        await CompleteAsync(second, LastCode);

        (await Should.ThrowAsync<BusinessException>(() => CompleteAsync(first, CodeTo(Ada)))).Code.ShouldBe(TenantsErrorCodes.SlugTaken);
        (await RunAsync(s => s.GetBegunAsync(first))).Form.Company.ShouldBe("Acme", "the form comes back to be changed");
    }

    [Fact]
    public async Task Should_Ask_No_Code_Where_No_Mail_Can_Be_Sent_And_Take_Nothing_As_Proven()
    {
        Mail.IsSetUp = false;
        await CompleteAsync(await BeginAsync(), null);
        (await FindAsync("acme"))!.IsVerified.ShouldBeFalse();
        Mail.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Let_Operators_Vouch_For_An_Address()
    {
        Options.TermsUrl = "https://host.example/terms";
        await _host.RunAsAsync(
            TenantKeys.Host,
            Guid.NewGuid(),
            RoleNames.HostOperator,
            async p =>
            {
                var signUps = p.GetRequiredService<ISignUpAppService>();
                var token = await signUps.BeginAsync(Form("acme", "x@mailinator.com"));
                await signUps.CompleteAsync(new CompleteSignUpInput { Token = token, Password = "Riddle-Walnut-77" });
            }
        );
        (await FindAsync("acme"))!.IsVerified.ShouldBeTrue();
        Mail.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a@mailinator.com", true)]
    [InlineData("a@team.MAILINATOR.com", true)]
    [InlineData("a@acme.example", false)]
    [InlineData("a@blocked.example", true)]
    [InlineData("a@allowed.yopmail.com", false)]
    [InlineData("a@yopmail.com", true)]
    public async Task Should_Refuse_Mailboxes_That_Are_Thrown_Away(string address, bool isRefused)
    {
        (Options.AllowedDomains, Options.BlockedDomains) = (["allowed.yopmail.com"], ["Blocked.example"]);
        var begin = () => BeginAsync(email: address);
        if (isRefused)
        {
            (await Should.ThrowAsync<InputValidationException>(begin)).Problems.Single().Member.ShouldBe(nameof(SignUpInput.AdminEmail));
        }
        else
        {
            await begin();
        }
    }

    [Fact]
    public async Task Should_Write_Down_Which_Terms_Were_Accepted()
    {
        (Options.TermsUrl, Options.TermsVersion) = ("https://host.example/terms", "2026-07-01");
        (await Should.ThrowAsync<InputValidationException>(() => BeginAsync()))
            .Problems.Single()
            .Member.ShouldBe(nameof(SignUpInput.AcceptsTerms));
        var acceptedAt = _host.Time.GetUtcNow().UtcDateTime;
        var token = await BeginAsync(accepts: true);
        _host.Time.Advance(TimeSpan.FromMinutes(5));

        // Changed while the mail was on its way: what was read counts.
        Options.TermsVersion = "2026-08-01";
        await CompleteAsync(token, LastCode);

        var signUp = await _host.RunAsync(
            null,
            async p => (await p.GetRequiredService<CustomerServiceDbContext>().Set<Tenant>().SingleAsync()).SignUp
        );
        signUp.ShouldNotBeNull();
        (signUp.TermsUrl, signUp.TermsVersion, signUp.TermsAcceptedAt).ShouldBe(("https://host.example/terms", "2026-07-01", acceptedAt));
        (signUp.AddressHash.Length, signUp.NetworkHash.Length).ShouldBe((64, 64));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static Task<TestHost> OpenAsync(DatabaseProvider provider) =>
        TestHost.CreateAsync(provider, typeof(TenantsModule), typeof(HandOverModule));

    private static SignUpInput Form(string slug, string email, bool accepts = false) =>
        new()
        {
            Company = "Acme",
            Slug = slug,
            AdminName = "Ada",
            AdminEmail = email,
            Template = TenantTemplates.SaaS,
            Language = "en",
            TimeZone = "Europe/Berlin",
            AcceptsTerms = accepts,
        };

    private static string Wrong(string code) => code == "000000" ? "000001" : "000000";

    private Task<string> BeginAsync(string slug = "acme", string email = Ada, bool accepts = false) =>
        RunAsync(s => s.BeginAsync(Form(slug, email, accepts)));

    private Task<SignUpResultDto> CompleteAsync(string token, string? code) =>
        RunAsync(s =>
            s.CompleteAsync(
                new CompleteSignUpInput
                {
                    Token = token,
                    Code = code,
                    Password = "Riddle-Walnut-77",
                }
            )
        );

    private async Task<string> ProblemAsync(string token, string code)
    {
        var problem = (await Should.ThrowAsync<InputValidationException>(() => CompleteAsync(token, code))).Problems.Single();
        problem.Member.ShouldBe(nameof(CompleteSignUpInput.Code));
        return problem.Message;
    }

    private string CodeTo(string address) => CodePattern().Match(Mail.Sent.Last(m => m.To == address).Body).Value;

    private Task<TenantInfo?> FindAsync(string slug) => _host.Services.GetRequiredService<ITenantStore>().FindBySlugAsync(slug);

    private Task<int> CountCodesAsync() =>
        _host.RunAsync(null, p => p.GetRequiredService<CustomerServiceDbContext>().Set<SignUpCode>().CountAsync());

    /// <summary>As a visitor of the host site; the service opens its own units of work.</summary>
    private async Task<T> RunAsync<T>(Func<ISignUpAppService, Task<T>> call)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<ISignUpAppService>());
    }

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex CodePattern();
}

/// <summary>Stands in for Identity, which signs the new admin in.</summary>
public sealed class HandOverModule : CustomerServiceModule
{
    private sealed class HandOver : ISignUpHandOver, ISingletonDependency
    {
        public Task<string> CreatePathAsync(
            TenantInfo tenant,
            string adminEmail,
            string returnPath,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(returnPath);
    }
}
