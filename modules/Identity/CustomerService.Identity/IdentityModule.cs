using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Passwords;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Tokens;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class IdentityModule : CustomerServiceModule
{
    /// <summary>How long a link to a new password works.</summary>
    private static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(2);

    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddEntityModel(IdentityModelBuilderExtensions.ConfigureIdentity);
        services.AddSingleton<IWrittenOnceFunction>(
            new RedactionGuard(
                """
                exists (select 1 from "IdentityUsers"
                  where "TenantId" = {tenant} and "Id" = {person} and not "IsStaff" and "Email" like '%@erased.invalid')
                """
            )
        );
        services
            .AddIdentityCore<User>(ConfigureIdentity)
            .AddUserStore<UserStore>()
            .AddPasswordValidator<GuessablePasswordValidator>()
            .AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(o => o.TokenLifespan = ResetLifetime);
        services.AddScoped<AuthenticationStateProvider, SessionAuthenticationStateProvider>();
        AddAuthentication(services);
        services
            .AddOptions<CookieAuthenticationOptions>(IdentitySchemes.Cookie)
            .Configure<TenantTicketFormat>((options, format) => options.TicketDataFormat = format);
    }

    public override void OnApplicationInitialization(WebApplication app) => app.MapSignOut();

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;

        // The mail address is the name; its own rules are checked where it comes in.
        options.User.AllowedUserNameCharacters = "";
        options.Password = new PasswordOptions
        {
            RequiredLength = PasswordRules.MinLength,
            RequiredUniqueChars = 4,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
    }

    private static void AddAuthentication(IServiceCollection services) =>
        services
            .AddAuthentication(IdentitySchemes.Default)
            .AddPolicyScheme(
                IdentitySchemes.Default,
                null,
                options =>
                    // A browser's cookie says nothing to the API: another site's page could send it along.
                    options.ForwardDefaultSelector = context =>
                        ApiProblems.IsForProgram(context.Request) || ApiTokenText.IsBearer(context.Request.Headers.Authorization)
                            ? IdentitySchemes.ApiToken
                            : IdentitySchemes.Cookie
            )
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(IdentitySchemes.ApiToken, null)
            .AddCookie(
                IdentitySchemes.Cookie,
                options =>
                {
                    // Without a domain the browser keeps the cookie for exactly this host name: each tenant has its own.
                    options.Cookie.Name = IdentityCookies.Session;
                    options.Cookie.HttpOnly = true;
                    options.Cookie.Path = "/";
                    options.Cookie.SameSite = SameSiteMode.Lax;
                    options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    options.ExpireTimeSpan = UserSession.IdleLimit;
                    options.SlidingExpiration = true;
                    options.EventsType = typeof(SessionCookieEvents);
                }
            );
}
