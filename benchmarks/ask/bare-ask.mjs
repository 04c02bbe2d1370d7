// What one writes to ask a model one question with the `openai` client: the answer is printed as it comes.
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: process.env.OPENAI_BASE_URL, apiKey: 'none' })
const messages = [{ role: 'user', content: process.argv[2] ?? '' }]
for await (const part of await client.chat.completions.create({ model: 'test-model', messages, stream: true })) {
  process.stdout.write(part.choices[0]?.delta?.content ?? '')
}
process.stdout.write('\n')
