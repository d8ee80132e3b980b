using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>What the portal's form for a new request sends, and its script for files before that.</summary>
internal static class RequestFormPosts
{
    /// <summary>The form as a browser sends it, files included where the caller adds them.</summary>
    public static MultipartFormDataContent Form(string token, string subject, params (string Name, string Value)[] more)
    {
        var form = new MultipartFormDataContent();
        foreach (
            var (name, value) in more.Concat([
                ("_handler", "request"),
                ("__RequestVerificationToken", token),
                ("Subject", subject),
                ("Body", "See the file"),
                ("Name", "Lena"),
                ("Email", "lena@customer.example"),
            ])
        )
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    /// <returns>Id of the upload.</returns>
    public static async Task<string> BeginUploadAsync(HttpClient client, string token, string fileName, string contentType, int size)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/portal/uploads")
        {
            Content = JsonContent.Create(
                new
                {
                    fileName,
                    contentType,
                    size,
                }
            ),
        };
        request.Headers.Add("RequestVerificationToken", token);
        var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    public static async Task<HttpResponseMessage> SendPieceAsync(HttpClient client, string token, string id, int offset, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/portal/uploads/{id}") { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("RequestVerificationToken", token);
        request.Headers.Add("Upload-Offset", $"{offset}");
        return await client.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> RemoveUploadAsync(HttpClient client, string token, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/portal/uploads/{id}");
        request.Headers.Add("RequestVerificationToken", token);
        return await client.SendAsync(request);
    }
}
