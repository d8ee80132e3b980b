using CustomerService.Tickets;
using CustomerService.Tickets.Portal.Uploads;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Portal.Uploads;

/// <summary>
/// The files of a form that came back with problems. Browsers do not send a file twice, so those that can be taken are
/// kept for the next try.
/// </summary>
/// <param name="Waiting">By the name of their input.</param>
/// <param name="Lost">Names of those that were not kept, by the name of their input.</param>
public sealed record FormFiles(ILookup<string, PortalUploadDto> Waiting, ILookup<string, string> Lost)
{
    public static readonly FormFiles None = new(Array.Empty<PortalUploadDto>().ToLookup(_ => ""), Array.Empty<string>().ToLookup(_ => ""));

    /// <param name="keep">Null when the file was refused.</param>
    internal static async Task<FormFiles> KeepAsync(
        IFormCollection form,
        Func<IReadOnlyList<Guid>, Task<IReadOnlyList<PortalUploadDto>>> find,
        Func<IFormFile, Task<PortalUploadDto?>> keep
    )
    {
        var (waiting, lost) = (new List<(string Input, PortalUploadDto File)>(), new List<(string Input, string Name)>());
        foreach (var (input, ids) in Requests.RequestForm.UploadedIds(form))
        {
            waiting.AddRange((await find(ids)).Where(f => f.IsComplete).Select(f => (input, f)));
        }

        foreach (var file in form.Files.Where(Requests.RequestForm.IsChosen).Take(TicketLimits.FilesPerMessage + 1))
        {
            if (await keep(file) is { } kept)
            {
                waiting.Add((file.Name, kept));
            }
            else
            {
                lost.Add((file.Name, file.FileName));
            }
        }

        return new FormFiles(waiting.ToLookup(w => w.Input, w => w.File), lost.ToLookup(l => l.Input, l => l.Name));
    }
}
