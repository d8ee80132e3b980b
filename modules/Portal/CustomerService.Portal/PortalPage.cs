using CustomerService.Framework.Application;
using CustomerService.Framework.Blazor;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Identity.Users;
using CustomerService.Portal.Uploads;
using CustomerService.Tickets.Portal.Uploads;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Portal;

/// <summary>Base of the portal's pages: rendered once on the server, so that the request and the form are at hand.</summary>
public abstract class PortalPage : StaticPage
{
    /// <summary>Read by portal.js, which then forgets the draft: only the server knows that it has the text.</summary>
    private const string SentCookie = "cs-sent";

    [CascadingParameter]
    protected TimeZoneInfo? Zone { get; set; }

    [Inject]
    private InputValidator Validator { get; set; } = null!;

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Signed in for everything: whoever came by the link of one ticket still says for whom a new request is.</summary>
    protected bool IsKnown => User.IsAuthenticated && User.Principal!.FindFirst(IdentityClaims.OnlyTicket) is null;

    protected DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>"today 15:20", for the middle of a sentence.</summary>
    protected string At(DateTime utc) => Instants.Absolute(L, utc, Zone, Now);

    protected string Text(string key, params (string Name, object? Value)[] values) => L.Format(key, values);

    /// <summary>What the input's own rules say, as the call would; to be told together with what only the page knows.</summary>
    protected IReadOnlyList<InputProblem> FaultsOf(object input)
    {
        try
        {
            Validator.Validate(input);
            return [];
        }
        catch (InputValidationException e)
        {
            return e.Problems;
        }
    }

    protected string Field(string name) => Http.Request.HasFormContentType ? Http.Request.Form[name].ToString() : "";

    /// <summary>The text of this form has arrived: the browser need not keep it any longer.</summary>
    /// <param name="draft">What <c>data-draft</c> of the form says.</param>
    protected void MarkSent(string draft) =>
        Http.Response.Cookies.Append(
            SentCookie,
            draft,
            new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(1),
                SameSite = SameSiteMode.Lax,
                Secure = Http.Request.IsHttps,
                IsEssential = true,
            }
        );

    /// <summary>After a form was not accepted. Take its problems first: these calls have their own.</summary>
    private protected Task<FormFiles> KeepFilesAsync() =>
        FormFiles.KeepAsync(
            Http.Request.Form,
            async ids =>
                Visitor.Find(Http) is { } visitor
                    ? await Run<IPortalUploadAppService, IReadOnlyList<PortalUploadDto>>(s => s.GetAsync(visitor, ids)) ?? []
                    : [],
            file =>
                Run<IPortalUploadAppService, PortalUploadDto>(s =>
                    s.KeepAsync(
                        Visitor.FindOrGreet(Http),
                        new FileUpload
                        {
                            FileName = file.FileName,
                            ContentType = file.ContentType,
                            Content = file.OpenReadStream(),
                        }
                    )
                )
        );

    /// <summary>Says so to browsers and caches; the page shows <c>NotFoundView</c>.</summary>
    protected void MarkNotFound()
    {
        if (!Http.Response.HasStarted)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
