using System.Globalization;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.RequestTypes;

/// <summary>An answer that does not fit is refused with what fits, and an admin cannot ask for what nobody can answer.</summary>
public sealed class FieldRuleTests
{
    private static readonly DateTime Now = new(2026, 3, 17, 10, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(FieldFormat.Phone, "138 0013 8000", true)]
    [InlineData(FieldFormat.Phone, "+86（010）8888-6666", true)]
    [InlineData(FieldFormat.Phone, "１３８００１３８０００", true)]
    [InlineData(FieldFormat.Phone, "(555) 123-4567", true)]
    [InlineData(FieldFormat.Phone, "(010) 8888-8888", true)]
    [InlineData(FieldFormat.Phone, "379.620.4294", true)]
    [InlineData(FieldFormat.Phone, "0571-88888888转801", true)]
    [InlineData(FieldFormat.Phone, "+1 (555) 123-4567 ext. 89", true)]
    [InlineData(FieldFormat.Phone, "+49 (0)30/1234-567 x12", true)]
    [InlineData(FieldFormat.Phone, "010–8888–8888", true)]
    [InlineData(FieldFormat.Phone, "400-800-8888 分机 1", true)]
    [InlineData(FieldFormat.Phone, "（０１０）８８８８－８８８８", true)]
    [InlineData(FieldFormat.Phone, "((((((((", false)]
    [InlineData(FieldFormat.Phone, "...............1", false)]
    [InlineData(FieldFormat.Phone, "1.2.3", false)]
    [InlineData(FieldFormat.Phone, "0571-88888888转", false)]
    [InlineData(FieldFormat.Phone, "12345678901234567890123", false)]
    [InlineData(FieldFormat.Phone, "call me", false)]
    [InlineData(FieldFormat.Phone, "1380013800x", false)]
    [InlineData(FieldFormat.Email, "li.lei@example.com", true)]
    [InlineData(FieldFormat.Email, "li.lei@example", false)]
    [InlineData(FieldFormat.Email, "a b@example.com", false)]
    [InlineData(FieldFormat.OrderNumber, "A-20260317-05", true)]
    [InlineData(FieldFormat.OrderNumber, "<script>", false)]
    [InlineData(FieldFormat.OrderNumber, "-A1", false)]
    public void Should_Know_The_Usual_Formats(FieldFormat format, string answer, bool fits) =>
        FieldRules.Fits(Field(FormFieldKind.Text, format), answer, Now).ShouldBe(fits);

    [Theory]
    [InlineData(FormFieldKind.Number, "1", "100", "1", true)]
    [InlineData(FormFieldKind.Number, "1", "100", "100.5", false)]
    [InlineData(FormFieldKind.Number, "0", null, "-1", false)]
    [InlineData(FormFieldKind.Text, "3", "5", "四个汉字", true)]
    [InlineData(FormFieldKind.Text, "3", "5", "ab", false)]
    [InlineData(FormFieldKind.Text, null, "5", "abcdef", false)]
    [InlineData(FormFieldKind.Date, null, "today", "2026-03-17", true)]
    [InlineData(FormFieldKind.Date, null, "today", "2026-03-18", true)]
    [InlineData(FormFieldKind.Date, null, "today", "2026-03-19", false)]
    [InlineData(FormFieldKind.Date, "today-30", null, "2026-02-15", true)]
    [InlineData(FormFieldKind.Date, "today-30", null, "2026-02-13", false)]
    [InlineData(FormFieldKind.Date, "2026-03-01", "2026-03-31", "2026-04-01", false)]
    public void Should_Keep_Bounds_And_Refuse_Nobody_For_His_Time_Zone(
        FormFieldKind kind,
        string? min,
        string? max,
        string answer,
        bool fits
    ) => FieldRules.Fits(Field(kind, FieldFormat.None, min, max), answer, Now.AddHours(1)).ShouldBe(fits);

    /// <summary>An engine that goes back would not end within a lifetime.</summary>
    [Fact]
    public void Should_Answer_A_Hostile_Text() =>
        FieldRules
            .Fits(
                Field(FormFieldKind.Text, FieldFormat.Pattern) with
                {
                    Rule = new FieldRuleDto(FieldFormat.Pattern, "(a+)+", null, null, "aaa"),
                },
                new string('a', 4000) + "!",
                Now
            )
            .ShouldBeFalse();

    [Theory]
    [InlineData(FieldFormat.Pattern, "[A-Z]{2}\\d{6}", "", "", "AB123456", null)]
    [InlineData(FieldFormat.Pattern, "(?=x)y", "", "", "y", TicketErrorCodes.FieldPatternInvalid)]
    [InlineData(FieldFormat.Pattern, "(a", "", "", "a", TicketErrorCodes.FieldPatternInvalid)]
    [InlineData(FieldFormat.Pattern, "a+", "", "", "", TicketErrorCodes.FieldExampleMissing)]
    [InlineData(FieldFormat.Pattern, "a+", "", "", "b", TicketErrorCodes.FieldExampleDoesNotFit)]
    [InlineData(FieldFormat.None, "", "many", "", "", TicketErrorCodes.FieldBoundsInvalid)]
    [InlineData(FieldFormat.None, "", "9", "3", "", TicketErrorCodes.FieldBoundsInvalid)]
    [InlineData(FieldFormat.Phone, "", "", "5", "138 0013 8000", TicketErrorCodes.FieldExampleDoesNotFit)]
    public async Task Should_Refuse_A_Rule_That_Nobody_Can_Keep(
        FieldFormat format,
        string pattern,
        string min,
        string max,
        string example,
        string? code
    )
    {
        await using var host = await Desk.OpenAsync();
        var save = () =>
            SaveAsync(
                host,
                new FormFieldInput
                {
                    Key = "serial",
                    LabelEn = "Serial",
                    LabelZh = "编号",
                    Format = format,
                    Pattern = pattern,
                    Min = min,
                    Max = max,
                    ExampleEn = example,
                }
            );
        if (code is null)
        {
            await save();
            var kept = await host.RunAsAsync(
                TestHost.TenantA,
                Desk.Carol,
                "admin",
                async s =>
                    await s.GetRequiredService<IRequestTypeAppService>()
                        .GetForEditAsync(
                            (await s.GetRequiredService<IRequestTypeAppService>().GetListAsync()).Single(t => t.Key == "ruled").Id
                        )
            );
            (kept.Fields[0].Format, kept.Fields[0].Pattern, kept.Fields[0].ExampleEn).ShouldBe((format, pattern, example));
            return;
        }

        (await Should.ThrowAsync<BusinessException>(save)).Code.ShouldBe(code);
    }

    [
        Theory,
        InlineData("en", "Please write it like the example. For example: AB123456"),
        InlineData("zh-Hans", "请按示例的格式填写。 例如：AB123456")
    ]
    public async Task Should_Refuse_With_The_Example_And_Keep_What_Fits(string culture, string sentence)
    {
        await using var host = await Desk.OpenAsync();
        await SaveAsync(
            host,
            new FormFieldInput
            {
                Key = "serial",
                LabelEn = "Serial",
                LabelZh = "编号",
                Format = FieldFormat.Pattern,
                Pattern = "[A-Z]{2}[0-9]{6}",
                ExampleEn = "AB123456",
            }
        );
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        (await Should.ThrowAsync<InputValidationException>(() => SendAsync(host, "12"))).Problems.ShouldBe([
            new InputProblem("Fields[serial]", sentence),
        ]);
        var filed = await SendAsync(host, "ＡＢ１２３４５６");
        var seen = await host.RunAsAsync(
            TestHost.TenantA,
            filed.RequesterId,
            "customer",
            s => s.GetRequiredService<IPortalTicketAppService>().GetAsync(filed.Number)
        );
        seen.Fields.Single().Value.ShouldBe("AB123456");
    }

    private static Task<Guid> SaveAsync(TestHost host, FormFieldInput field) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Desk.Carol,
            "admin",
            s =>
                s.GetRequiredService<IRequestTypeAppService>()
                    .SaveAsync(
                        new SaveRequestTypeInput
                        {
                            Key = "ruled",
                            NameEn = "Ruled",
                            NameZh = "规则",
                            Fields = [field],
                        }
                    )
        );

    private static Task<PortalTicketCreatedDto> SendAsync(TestHost host, string serial) =>
        host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "ruled",
                            Subject = "x",
                            Body = "y",
                            Name = "Lena",
                            Email = "lena@customer.example",
                            Fields = { ["serial"] = serial },
                        }
                    )
        );

    private static FormFieldDto Field(FormFieldKind kind, FieldFormat format, string? min = null, string? max = null) =>
        new("f", kind, false, "F", null, [], null, new FieldRuleDto(format, null, min, max, null));
}
