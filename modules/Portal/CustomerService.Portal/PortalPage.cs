using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Components;
using CustomerService.Framework.Localization;
using CustomerService.Portal.Uploads;
using CustomerService.Tickets.Portal.Uploads;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Portal;

/// <summary>Base of the portal's pages: rendered once on the server, so that the request and the form are at hand.</summary>
public abstract class PortalPage : AppComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [CascadingParameter]
    protected TimeZoneInfo? Zone { get; set; }

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    protected DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>"today 15:20", for the middle of a sentence.</summary>
    protected string At(DateTime utc) => Instants.Absolute(L, utc, Zone, Now);

    protected string Text(string key, params (string Name, object? Value)[] values) => L.Format(key, values);

    protected string Field(string name) => Http.Request.HasFormContentType ? Http.Request.Form[name].ToString() : "";

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
