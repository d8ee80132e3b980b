using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Prefill;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Prefill;

/// <summary>What the company's own systems sign is believed, what anybody else writes into an address is not.</summary>
public sealed class PrefillTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Keep_As_Verified_What_Was_Signed_And_Left_As_It_Was(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider);
        var token = await LinkAsync(
            host,
            new CreatePrefillLinkInput
            {
                Type = "parcel",
                Subject = "Where is it?",
                Fields =
                {
                    ["order"] = "A-1",
                    ["device"] = "D-7",
                    ["reason"] = "late",
                },
                Editable = { "device", "reason" },
            }
        );
        var prefill = (await ReadAsync(host, token))!;
        prefill.Subject.ShouldBe("Where is it?");
        prefill.Fields.ShouldBe(
            new Dictionary<string, PrefilledFieldDto>
            {
                ["order"] = new("A-1", true),
                ["device"] = new("D-7", false),
                ["reason"] = new("late", false),
            },
            ignoreOrder: true
        );

        var fields = await SendAsync(
            host,
            token,
            new()
            {
                ["order"] = "B-2 (changed by hand)",
                ["device"] = "D-8",
                ["reason"] = "late",
            }
        );
        fields
            .Select(f => (f.Key, f.Value, f.IsVerified))
            .ShouldBe([("order", "A-1", true), ("device", "D-8", false), ("reason", "Too late", true)]);
    }

    [Fact]
    public async Task Should_Believe_Nothing_That_Was_Changed_Moved_Or_Is_Too_Old()
    {
        await using var host = await OpenAsync();
        var token = await LinkAsync(
            host,
            new CreatePrefillLinkInput
            {
                Type = "parcel",
                Fields = { ["order"] = "A-1" },
                ExpiresInMinutes = 60,
            }
        );
        var (payload, signature) = (token.Split('.')[0], token.Split('.')[1]);
        foreach (
            var forged in new[]
            {
                payload,
                payload + ".",
                $"{payload}.{signature}x",
                $"{payload[..^2]}AA.{signature}",
                ".",
                "x.y",
                "%%%.%%%",
                new string('a', 9000),
            }
        )
        {
            (await ReadAsync(host, forged)).ShouldBeNull(forged[..Math.Min(40, forged.Length)]);
        }

        (await ReadAsync(host, token, "other")).ShouldBeNull("another form's");
        (await ReadAsync(host, token, tenant: TestHost.TenantB)).ShouldBeNull("another tenant's");
        (await ReadAsync(host, token)).ShouldNotBeNull();
        host.Time.Advance(TimeSpan.FromMinutes(61));
        (await ReadAsync(host, token)).ShouldBeNull("it has run out");
        (await SendAsync(host, token, [])).Single().IsVerified.ShouldBeTrue("it was opened in time");
        host.Time.Advance(PrefillLimits.Grace);
        (await SendAsync(host, token, new() { ["order"] = "A-1" })).Single().IsVerified.ShouldBeFalse();
    }

    [Fact]
    public async Task Should_Leave_Out_What_The_Form_Does_Not_Have_Or_Cannot_Take()
    {
        await using var host = await OpenAsync();
        var secret = await SecretAsync(host);
        var expires = new DateTimeOffset(host.Time.Now).AddHours(1).ToUnixTimeSeconds();
        var token = new PrefillToken
        {
            Expires = expires,
            Fields = new()
            {
                ["order"] = " ",
                ["reason"] = "no such option",
                ["nothing"] = "x",
                ["files"] = "evil.exe",
                ["device"] = "D-1",
            },
            Subject = new string('s', 500),
        }.Write(secret, "parcel");
        var prefill = (await ReadAsync(host, token))!;
        prefill.Fields.Keys.ShouldBe(["device"]);
        prefill.Subject!.Length.ShouldBe(TicketLimits.Subject);
    }

    [Fact]
    public async Task Should_Rotate_Without_Breaking_Links_And_Show_A_Secret_Once()
    {
        await using var host = await OpenAsync();
        var old = await LinkAsync(
            host,
            new CreatePrefillLinkInput
            {
                Type = "parcel",
                Fields = { ["order"] = "A-1" },
                ExpiresInMinutes = 60 * 24 * 7,
            }
        );
        var secret = await SecretAsync(host);
        secret.ShouldStartWith("cspf_");
        (await ReadAsync(host, old)).ShouldNotBeNull("a day to change over");
        host.Time.Advance(PrefillLimits.Rotation + TimeSpan.FromMinutes(1));
        (await ReadAsync(host, old)).ShouldBeNull();
        (
            await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<CustomerServiceDbContext>().Set<PrefillSecret>().SingleAsync())
        ).Protected.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Should_Say_What_Is_Missing_To_Whoever_Asks_For_A_Link()
    {
        await using var host = await Desk.OpenAsync();
        (await Should.ThrowAsync<BusinessException>(() => LinkAsync(host, new CreatePrefillLinkInput { Type = "other" }))).Code.ShouldBe(
            TicketErrorCodes.NoPrefillSecret
        );
        (await Should.ThrowAsync<BusinessException>(() => LinkAsync(host, new CreatePrefillLinkInput { Type = "none" }))).Code.ShouldBe(
            TicketErrorCodes.UnknownRequestType
        );
        (
            await Should.ThrowAsync<BusinessException>(() =>
                LinkAsync(host, new CreatePrefillLinkInput { Type = "other", Fields = { ["ordr"] = "x" } })
            )
        ).Code.ShouldBe(TicketErrorCodes.UnknownField);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.RunAsAsync(TestHost.TenantA, Desk.Bob, "agent", s => s.GetRequiredService<IPrefillAppService>().ChangeSecretAsync())
            )
        ).Kind.ShouldBe(ErrorKind.Forbidden);
    }

    /// <summary>The manual's example, made by another program.</summary>
    [Fact]
    public void Should_Read_The_Token_Of_The_Manual()
    {
        var manual = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "etc", "docs", "prefill.md"));
        var token = Regex.Match(manual, "`(eyJ[^`]+)`").Groups[1].Value;
        var read = PrefillToken.Read(["cspf_other", "cspf_test"], "order", token)!;
        (read.Expires, read.Fields!["order"]).ShouldBe((4102444800, "A-1"));
        PrefillToken.Read(["cspf_other"], "order", token).ShouldBeNull();
    }

    private static async Task<TestHost> OpenAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var host = await Desk.OpenAsync(provider);
        foreach (var tenant in new[] { TestHost.TenantA, TestHost.TenantB })
        {
            await host.RunAsAsync(
                tenant,
                Desk.Carol,
                "admin",
                s =>
                    s.GetRequiredService<IRequestTypeAppService>()
                        .SaveAsync(
                            new SaveRequestTypeInput
                            {
                                Key = "parcel",
                                NameEn = "Parcel",
                                NameZh = "包裹",
                                Fields =
                                [
                                    new FormFieldInput
                                    {
                                        Key = "order",
                                        LabelEn = "Order",
                                        LabelZh = "订单",
                                    },
                                    new FormFieldInput
                                    {
                                        Key = "device",
                                        LabelEn = "Device",
                                        LabelZh = "设备",
                                    },
                                    new FormFieldInput
                                    {
                                        Key = "reason",
                                        LabelEn = "Reason",
                                        LabelZh = "原因",
                                        Kind = FormFieldKind.Choice,
                                        Options =
                                        [
                                            new FormOptionInput
                                            {
                                                Value = "late",
                                                LabelEn = "Too late",
                                                LabelZh = "太晚",
                                            },
                                        ],
                                    },
                                    new FormFieldInput
                                    {
                                        Key = "files",
                                        LabelEn = "Files",
                                        LabelZh = "附件",
                                        Kind = FormFieldKind.Attachment,
                                    },
                                ],
                            }
                        )
            );
            await host.RunAsAsync(tenant, Desk.Carol, "admin", s => s.GetRequiredService<IPrefillAppService>().ChangeSecretAsync());
        }

        return host;
    }

    private static Task<string> SecretAsync(TestHost host) =>
        host.RunAsAsync(TestHost.TenantA, Desk.Carol, "admin", s => s.GetRequiredService<IPrefillAppService>().ChangeSecretAsync());

    private static async Task<string> LinkAsync(TestHost host, CreatePrefillLinkInput input) =>
        (
            await host.RunAsAsync(
                TestHost.TenantA,
                Desk.Bob,
                "agent",
                s => s.GetRequiredService<IPrefillAppService>().CreateLinkAsync(input)
            )
        ).Url.Split("?prefill=")[1];

    private static Task<PrefillDto?> ReadAsync(TestHost host, string token, string type = "parcel", Guid? tenant = null) =>
        host.RunAsync(
            tenant ?? TestHost.TenantA,
            s => s.GetRequiredService<IPortalTicketAppService>().ReadPrefillAsync(type, token, false)
        );

    private static async Task<IReadOnlyList<FieldValueDto>> SendAsync(TestHost host, string token, Dictionary<string, string> fields)
    {
        var filed = await host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "parcel",
                            Subject = "x",
                            Body = "y",
                            Name = "Lena",
                            Email = "lena@customer.example",
                            Fields = fields,
                            Prefill = token,
                        }
                    )
        );
        return (
            await host.RunAsAsync(
                TestHost.TenantA,
                Desk.Bob,
                "agent",
                s => s.GetRequiredService<ITicketAppService>().GetAsync(filed.Number)
            )
        ).Fields;
    }
}
