using CustomerService.Framework.Authorization;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Passwords;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.Passwords;

public sealed class GuessablePasswordTests
{
    private static readonly string[] Names = ["Acme Widgets", "acme-shop", "Li Wei", "grace.hopper@acme.example", "grace.hopper", "王小明"];

    [Theory]
    [InlineData("Password123")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("p@$$w0rd1234")]
    [InlineData("passwordpassword")]
    [InlineData("MyPassword1!")]
    [InlineData("terminator")]
    [InlineData("Salamander.2026")]
    [InlineData("K4ram3lka-99")]
    [InlineData("jakers jakers")]
    [InlineData("Ｐａｓｓｗｏｒｄ１２３")]
    [InlineData("Summer2026!")]
    [InlineData("Welcome-2026")]
    [InlineData("W3lc0me2026")]
    [InlineData("letmein12345")]
    [InlineData("admin123456")]
    [InlineData("adminadmin1")]
    [InlineData("iloveyou123")]
    [InlineData("woaini1314520")]
    [InlineData("dragon monkey")]
    [InlineData("Qwerty12345")]
    [InlineData("qwertyuiop")]
    [InlineData("poiuytrewq")]
    [InlineData("1q2w3e4r5t")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("asdfghjkl123")]
    [InlineData("abcdefghij")]
    [InlineData("1234567890")]
    [InlineData("0987654321")]
    [InlineData("13800138000")]
    [InlineData("2026-11-30!!")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abc1abc1abc1")]
    [InlineData("!!!!????----")]
    [InlineData("Acme2026!!")]
    [InlineData("acme-shop-2026")]
    [InlineData("AcmeWidgets1")]
    [InlineData("4cm3-W1dg3ts")]
    [InlineData("acmeacmeacme")]
    [InlineData("Acme-Password-1")]
    [InlineData("GraceHopper99")]
    [InlineData("hopper.grace.1")]
    [InlineData("grace.hopper@acme.example")]
    [InlineData("王小明20261130")]
    public void Should_Refuse_What_Is_Tried_First(string password) => GuessablePasswords.Contains(password, Names).ShouldBeTrue();

    [Theory]
    [InlineData("three-random-words")]
    [InlineData("correct horse battery staple")]
    [InlineData("Demo-Pass-2026")]
    [InlineData("tulip.kettle.march")]
    [InlineData("dragon monkey sunshine")]
    [InlineData("vX9#kq2!Lm")]
    [InlineData("8f3a91c0d2")]
    [InlineData("紫色茶壶在屋顶上唱歌呢")]
    [InlineData("acme-violin-tuesday-rain")]
    public void Should_Take_What_Is_Hard_To_Guess(string password) => GuessablePasswords.Contains(password, Names).ShouldBeFalse();

    [Theory]
    [InlineData("Password-2026", "acme")]
    [InlineData("Northwind-2026", "northwind")]
    [InlineData("ada-ada-2026", "acme")]
    public async Task Should_Refuse_It_At_The_Sign_Up_Of_A_Company(string password, string slug)
    {
        await using var host = await WebTestHost.CreateAsync();
        var tenants = host.Services.GetRequiredService<ITenantIntegrationService>();

        var refused = await Should.ThrowAsync<BusinessException>(() =>
            tenants.CreateAsync(
                new CreateTenant(slug, slug, "en", "UTC", "saas", "Ada", "admin@mail.example", password, IsDemo: true),
                default
            )
        );

        refused.Code.ShouldBe(IdentityErrorCodes.GuessablePassword);
    }

    [Fact]
    public async Task Should_Refuse_The_Names_Of_Company_And_Person_Wherever_A_Password_Is_Chosen()
    {
        await using var host = await WebTestHost.CreateAsync();
        var northwind = await host.OpenTenantAsync("northwind");

        (await RefusedAsync("Northwind-2026")).ShouldBe(IdentityErrorCodes.GuessablePassword);
        (await RefusedAsync("Zelda-2026-!!")).ShouldBe(IdentityErrorCodes.GuessablePassword);
        (await RefusedAsync("zfitz123456")).ShouldBe(IdentityErrorCodes.GuessablePassword);

        async Task<string> RefusedAsync(string password) =>
            (
                await Should.ThrowAsync<BusinessException>(() =>
                    host.RunAsync(
                        northwind.Id,
                        p =>
                            p.GetRequiredService<IUserIntegrationService>()
                                .CreateStaffAsync("zfitz@mail.example", "Zelda", RoleNames.Agent, password, "en")
                    )
                )
            ).Code;
    }
}
